import type { Player } from './create-player.ts';
import type { PlayerCommand } from './keyboard.ts';

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);

export function runCommand(player: Player, command: PlayerCommand, showHelp: () => void): void {
  const duration = player.duration() ?? 0;
  // Shows the control bar, so that one sees what the key did.
  player.userActive(true);
  switch (command.kind) {
    case 'toggle-play':
      if (player.paused()) void player.play();
      else player.pause();
      return;
    case 'seek-by':
      player.currentTime(clamp((player.currentTime() ?? 0) + command.seconds, duration));
      return;
    case 'seek-to':
      player.currentTime(duration * command.share);
      return;
    case 'volume-by':
      player.muted(false);
      player.volume(clamp((player.volume() ?? 1) + command.share, 1));
      return;
    case 'toggle-mute':
      player.muted(!player.muted());
      return;
    case 'toggle-fullscreen':
      if (player.isFullscreen()) void player.exitFullscreen();
      else void player.requestFullscreen();
      return;
    case 'show-help':
      showHelp();
  }
}
