'use client';

import { useEffect, useRef, useState } from 'react';
import type { Player } from './create-player.ts';

/** Where to begin, in seconds. */
export interface PlayerStart {
  readonly seconds: number;
  /** It is where this person stopped; else the address says so. */
  readonly isResumed: boolean;
}

/** As long as it takes to read a line. */
const NOTE_SECONDS = 8;

/**
 * Takes a fresh player to where it is to begin.
 * @param start asked once, when there is a player
 * @returns where it goes on, for a note that goes away by itself; null when there is nothing to say
 */
export function useStart(player: Player | null, start?: () => PlayerStart | null) {
  const [resumedAt, setResumedAt] = useState<number | null>(null);
  const ask = useRef(start);

  useEffect(() => {
    const from = player && ask.current?.();
    if (!player || !from) return undefined;
    const begin = () => player.currentTime(from.seconds);
    if (player.readyState() > 0) begin();
    else player.one('loadedmetadata', begin);
    if (!from.isResumed) return undefined;
    setResumedAt(from.seconds);
    const forget = () => {
      if (Math.abs((player.currentTime() ?? 0) - from.seconds) > NOTE_SECONDS) setResumedAt(null);
    };
    player.on('timeupdate', forget);
    return () => player.off('timeupdate', forget);
  }, [player]);

  const startOver = () => {
    setResumedAt(null);
    player?.currentTime(0);
  };
  return { resumedAt, startOver };
}
