'use client';

import { useEffect } from 'react';
import type { Player } from './create-player.ts';
import { createWatchClock } from './watch-clock.ts';

/** What a player says of itself: seconds watched since it last said so, and where it is. */
export interface PlayerBeat {
  readonly watched: number;
  readonly position: number;
}

/**
 * Tells how far it has been watched: every ten seconds, when it pauses, ends or is left.
 * @param tell must stay the same function; what it throws means that this beat was not heard
 */
export function useHeartbeat(player: Player | null, tell?: (beat: PlayerBeat) => Promise<void>): void {
  useEffect(() => {
    if (!player || !tell) return undefined;
    const clock = createWatchClock(() => performance.now());
    let isTelling = false;
    // The last one is told when the player is gone.
    let position = 0;
    const tellNow = async () => {
      if (isTelling) return;
      const watched = clock.take();
      if (watched === 0) return;
      isTelling = true;
      await tell({ watched, position }).catch(() => clock.giveBack(watched));
      isTelling = false;
    };
    const listen = () => {
      clock.tick(!player.paused() && !player.seeking());
      position = player.currentTime() ?? position;
      if (clock.isDue()) void tellNow();
    };
    const stop = () => {
      listen();
      void tellNow();
    };
    const leave = () => document.visibilityState === 'hidden' && void tellNow();
    player.on(['timeupdate', 'play'], listen);
    player.on(['pause', 'ended'], stop);
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      player.off(['timeupdate', 'play'], listen);
      player.off(['pause', 'ended'], stop);
      void tellNow();
    };
  }, [player, tell]);
}
