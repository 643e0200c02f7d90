'use client';

import { useEffect, useRef } from 'react';
import type { Player } from './create-player.ts';
import type { PlayerSource } from './player-source.ts';

/**
 * Has the player read its manifest anew when rungs have joined or captions have changed, for players never do so by themselves. It goes
 * on where it was, playing or paused.
 * @param offer names what is offered now; a change of it is what this waits for
 */
export function useNewRungs(player: Player | null, source: PlayerSource, offer: string): void {
  const read = useRef(offer);
  const { src, type } = source;

  useEffect(() => {
    if (!player || read.current === offer) return;
    read.current = offer;
    reload(player, { src, type });
  }, [player, src, type, offer]);
}

/** Loads the same address again and returns to the place. */
export function reload(player: Player, source: PlayerSource): void {
  const at = player.currentTime() ?? 0;
  const isGoingOn = !player.paused() && !player.ended();
  const hasStarted = player.hasClass('vjs-has-started');
  player.src(source);
  player.one('loadedmetadata', () => {
    player.currentTime(at);
    // A new source counts as not begun, which would hide the controls behind the poster.
    if (hasStarted) player.hasStarted(true);
    // Refused only where the viewer has not touched the page yet: then it was not playing either.
    if (isGoingOn) player.play()?.catch(() => undefined);
  });
}
