import type { Player } from './create-player.ts';
import type { PlayerCommand } from './keyboard.ts';
import { nextSpeed } from './speeds.ts';
import { toggleCaptions } from './text-tracks.ts';

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);

/** What a key can do around the player. */
export interface PlayerSurroundings {
  readonly showHelp: () => void;
  /** Absent where there is no room for it. */
  readonly toggleTheatre?: (() => void) | undefined;
}

const lastLanguages = new WeakMap<Player, string>();

export function runCommand(player: Player, command: PlayerCommand, around: PlayerSurroundings): void {
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
    case 'toggle-captions': {
      const language = toggleCaptions(player, lastLanguages.get(player));
      if (language !== undefined) lastLanguages.set(player, language);
      return;
    }
    case 'speed-by':
      player.playbackRate(nextSpeed(player.playbackRate() ?? 1, command.step));
      return;
    case 'toggle-theatre':
      around.toggleTheatre?.();
      return;
    case 'show-help':
      around.showHelp();
  }
}
