'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Player } from './create-player.ts';
import { applyQuality, preferQuality, type Quality, qualitiesOf } from './quality.ts';
import { dropOldQuality, representationsOf } from './vhs-representations.ts';

/**
 * VHS acts on a choice a tenth of a second later. Were the other rungs off by then, its own adaptation could go to the
 * chosen one first, and that keeps what is buffered: the old quality would be seen for as long as that lasts.
 */
const SETTLE_MS = 200;

/** The choices, the one made, and the height that plays now. */
export function useQuality(player: Player | null) {
  const [heights, setHeights] = useState<readonly number[]>([]);
  const [chosen, setChosen] = useState<Quality>('auto');
  const [playing, setPlaying] = useState<number | null>(null);
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (!player) return undefined;
    const readChoices = () => setHeights(qualitiesOf(representationsOf(player)));
    // A source that was read anew knows nothing of the choice made before.
    const forgetChoice = () => setChosen('auto');
    player.on('loadstart', forgetChoice);
    const readSize = () => setPlaying(Math.min(player.videoWidth(), player.videoHeight()) || null);
    player.on(['loadedmetadata', 'canplay'], readChoices);
    player.on(['loadedmetadata', 'resize', 'playing'], readSize);
    return () => {
      clearTimeout(settling.current);
      player.off('loadstart', forgetChoice);
      player.off(['loadedmetadata', 'canplay'], readChoices);
      player.off(['loadedmetadata', 'resize', 'playing'], readSize);
    };
  }, [player]);

  const choose = useCallback(
    (quality: Quality) => {
      if (!player) return;
      clearTimeout(settling.current);
      setChosen(quality);
      const rungs = representationsOf(player);
      if (quality === 'auto') return applyQuality(rungs, quality);
      preferQuality(rungs, quality);
      settling.current = setTimeout(() => {
        applyQuality(rungs, quality);
        dropOldQuality(player, quality);
      }, SETTLE_MS);
    },
    [player],
  );

  return { heights, chosen, playing, choose };
}
