import { and, asc, count, desc, eq, inArray, like, ne, or, type SQL } from 'drizzle-orm';
import type { OwnVideoSort, OwnVideoState } from '#lib/domain/own-videos.ts';
import type { Visibility } from '#lib/domain/video-status.ts';
import type { Executor } from '../db/client.ts';
import { videos } from '../db/schema/videos.ts';

export interface OwnVideoQuery {
  readonly text?: string | undefined;
  readonly state?: OwnVideoState | undefined;
  readonly visibility?: Visibility | undefined;
  readonly sort: OwnVideoSort;
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly skip: number;
}

const sortColumns = {
  createdAt: videos.createdAt,
  title: videos.title,
  duration: videos.durationMs,
  size: videos.sizeBytes,
} as const satisfies Readonly<Record<OwnVideoSort, unknown>>;

/** Without facts and plan, which are long. */
const shown = {
  id: videos.id,
  ownerId: videos.ownerId,
  ownerBanned: videos.ownerBanned,
  title: videos.title,
  sizeBytes: videos.sizeBytes,
  status: videos.status,
  playable: videos.playable,
  visibility: videos.visibility,
  passwordHash: videos.passwordHash,
  publishAt: videos.publishAt,
  moderation: videos.moderation,
  durationMs: videos.durationMs,
  thumbnailKey: videos.thumbnailKey,
  errorCode: videos.errorCode,
  createdAt: videos.createdAt,
  uploadedAt: videos.uploadedAt,
} as const;

function standsAt(state: OwnVideoState): SQL | undefined {
  switch (state) {
    case 'under-way':
      return inArray(videos.status, ['uploading', 'queued', 'processing']);
    case 'held':
      return and(eq(videos.status, 'ready'), ne(videos.moderation, 'approved'));
    case 'ready':
    case 'failed':
    case 'cancelled':
      return eq(videos.status, state);
  }
}

/** One page of a person's own videos, and how many match in all. Their number is small: an index leads to them all. */
export async function findOwnVideos(db: Executor, ownerId: string, query: OwnVideoQuery) {
  const text = query.text?.replaceAll(/[\\%_]/g, (wild) => `\\${wild}`);
  const where = and(
    eq(videos.ownerId, ownerId),
    ne(videos.status, 'deleted'),
    query.state ? standsAt(query.state) : undefined,
    query.visibility ? eq(videos.visibility, query.visibility) : undefined,
    text ? or(like(videos.title, `%${text}%`), like(videos.description, `%${text}%`)) : undefined,
  );
  const direction = query.order === 'asc' ? asc : desc;
  const rows = await db
    .select(shown)
    .from(videos)
    .where(where)
    .orderBy(direction(sortColumns[query.sort]), direction(videos.id))
    .limit(query.limit)
    .offset(query.skip);
  const [total] = await db.select({ total: count() }).from(videos).where(where);
  return { rows, total: total?.total ?? 0 };
}
