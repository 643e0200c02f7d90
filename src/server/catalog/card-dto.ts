import type { MediaUrls } from '../videos/video-dto.ts';
import type { CardRow } from './repository.ts';

/** A video as lists of it show it: a part of what `videos.get` answers, in the same words. */
export function toCard(row: CardRow, urls: MediaUrls | null) {
  const own = row.thumbnailKey ? (urls?.thumbnail() ?? null) : null;
  return {
    id: row.id,
    owner: { id: row.ownerId, name: row.ownerName ?? '' },
    title: row.title,
    /** Seconds. */
    duration: row.durationMs === null ? null : row.durationMs / 1000,
    thumbnailUrl: row.foreignResult && urls ? row.foreignResult.thumbnailUrl : own,
    createdAt: row.createdAt.toISOString(),
    views: row.viewCount,
  };
}
