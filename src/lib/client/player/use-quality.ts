'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Player } from './create-player.ts';
import { applyQuality, type Quality, qualitiesOf } from './quality.ts';
import { representationsOf } from './vhs-representations.ts';

/** The choices, the one made, and the height that plays now. */
export function useQuality(player: Player | null) {
  const [heights, setHeights] = useState<readonly number[]>([]);
  const [chosen, setChosen] = useState<Quality>('auto');
  const [playing, setPlaying] = useState<number | null>(null);

  useEffect(() => {
    if (!player) return undefined;
    const readChoices = () => setHeights(qualitiesOf(representationsOf(player)));
    const readSize = () => setPlaying(Math.min(player.videoWidth(), player.videoHeight()) || null);
    player.on(['loadedmetadata', 'canplay'], readChoices);
    player.on(['loadedmetadata', 'resize', 'playing'], readSize);
    return () => {
      player.off(['loadedmetadata', 'canplay'], readChoices);
      player.off(['loadedmetadata', 'resize', 'playing'], readSize);
    };
  }, [player]);

  const choose = useCallback(
    (quality: Quality) => {
      if (!player) return;
      applyQuality(representationsOf(player), quality);
      setChosen(quality);
    },
    [player],
  );

  return { heights, chosen, playing, choose };
}
