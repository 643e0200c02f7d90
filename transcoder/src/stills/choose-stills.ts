import { type GreyPicture, isSamePicture, scorePicture } from './score-picture.ts';

/** As many as fit a row of the owner's panel. */
const MAX_KEPT = 4;

/**
 * Picks the pictures to offer as thumbnails.
 * @param pictures frames of one video in its order; at least one
 * @returns indices: of the best one, and of those to keep, in the order of the video and each different
 */
export function chooseStills(pictures: readonly GreyPicture[]): {
  readonly best: number;
  readonly kept: readonly number[];
} {
  const ranked = pictures
    .map((picture, index) => ({ picture, index, score: scorePicture(picture) }))
    .sort((a, b) => b.score - a.score || a.index - b.index);
  const kept: typeof ranked = [];
  for (const candidate of ranked) {
    if (kept.length === MAX_KEPT) break;
    if (!kept.some(({ picture }) => isSamePicture(picture, candidate.picture))) kept.push(candidate);
  }
  return { best: ranked[0]?.index ?? 0, kept: kept.map(({ index }) => index).sort((a, b) => a - b) };
}
