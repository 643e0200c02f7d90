'use client';

import { useEffect } from 'react';
import type { Player } from './create-player.ts';
import { attachStoryboardPreview } from './storyboard-preview.ts';

/** Pictures above the scrub bar, from the moment there are some. */
export function useStoryboard(player: Player | null, url: string | null): void {
  useEffect(() => (player && url ? attachStoryboardPreview(player, url) : undefined), [player, url]);
}
