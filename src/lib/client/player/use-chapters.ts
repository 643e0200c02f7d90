'use client';

import { useEffect } from 'react';
import type { Chapter } from '#lib/domain/chapters.ts';
import { showChapters } from './chapter-track.ts';
import type { Player } from './create-player.ts';

const none: readonly Chapter[] = [];

/** Chapters in the player, for as long as the description lists them. */
export function useChapters(player: Player | null, chapters: readonly Chapter[] = none): void {
  useEffect(
    () => (player && chapters.length > 0 ? showChapters(player, chapters) : undefined),
    [player, chapters],
  );
}
