import { and, asc, count, desc, eq, gt, gte, isNull, lt, lte, or, type SQL } from 'drizzle-orm';
import type { CatalogSort } from '#lib/domain/catalog-sort.ts';
import type { ListCursor } from '#lib/domain/list-cursor.ts';
import type { Executor } from '../db/client.ts';
import { users } from '../db/schema/users.ts';
import { videoTexts } from '../db/schema/video-texts.ts';
import { videos } from '../db/schema/videos.ts';
import { isListed } from '../videos/listed.ts';
import { matchOf } from '../videos/searched.ts';

/** What a card shows, and what the right to its picture is judged by. */
const cardColumns = {
  id: videos.id,
  ownerId: videos.ownerId,
  ownerBanned: videos.ownerBanned,
  ownerName: users.name,
  title: videos.title,
  description: videos.description,
  status: videos.status,
  visibility: videos.visibility,
  moderation: videos.moderation,
  playable: videos.playable,
  passwordHash: videos.passwordHash,
  durationMs: videos.durationMs,
  viewCount: videos.viewCount,
  thumbnailKey: videos.thumbnailKey,
  foreignResult: videos.foreignResult,
  createdAt: videos.createdAt,
  processedAt: videos.processedAt,
} as const;

/** A list that an index holds in its order. */
export type KeyedSort = Exclude<CatalogSort, 'relevance'>;

interface ListedIn {
  /** Of one person; of everybody when absent. */
  readonly ownerId?: string | undefined;
  /** As `buildSearchExpression` made it. */
  readonly expression?: string | undefined;
  readonly limit: number;
}

export interface KeyedQuery extends ListedIn {
  readonly sort: KeyedSort;
  readonly after: ListCursor | null;
}

export type CardRow = Awaited<ReturnType<typeof listAfter>>[number];

function cards(db: Executor, expression: string | undefined) {
  const chosen = db
    .select(cardColumns)
    .from(videos)
    // Each has its owner. Joined so, the server can not begin with the people where there are few of them.
    .leftJoin(users, eq(users.id, videos.ownerId))
    .$dynamic();
  if (expression !== undefined) chosen.innerJoin(videoTexts, eq(videoTexts.videoId, videos.id));
  return chosen;
}

const within = ({ ownerId, expression }: ListedIn): SQL | undefined =>
  and(
    isListed,
    ownerId === undefined ? undefined : eq(videos.ownerId, ownerId),
    expression === undefined ? undefined : matchOf(expression),
  );

/** MySQL reads a range of an index for `a <= x and (a < x or id < y)`, and not for `(a, id) < (x, y)`. */
function afterCursor(sort: KeyedSort, { value, id }: ListCursor): SQL | undefined {
  const at = new Date(value);
  switch (sort) {
    case 'newest':
      return and(lte(videos.createdAt, at), or(lt(videos.createdAt, at), lt(videos.id, id)));
    case 'oldest':
      return and(gte(videos.createdAt, at), or(gt(videos.createdAt, at), gt(videos.id, id)));
    case 'viewed':
      return and(lte(videos.viewCount, value), or(lt(videos.viewCount, value), lt(videos.id, id)));
    case 'longest':
      return and(lte(videos.durationMs, value), or(lt(videos.durationMs, value), lt(videos.id, id)));
  }
}

const orders: Readonly<Record<KeyedSort, readonly SQL[]>> = {
  newest: [desc(videos.createdAt), desc(videos.id)],
  oldest: [asc(videos.createdAt), asc(videos.id)],
  viewed: [desc(videos.viewCount), desc(videos.id)],
  longest: [desc(videos.durationMs), desc(videos.id)],
};

/** The listed videos after a row, by what an index holds: each page costs the same, and none is shown twice. */
export function listAfter(db: Executor, query: KeyedQuery) {
  return cards(db, query.expression)
    .where(and(within(query), query.after ? afterCursor(query.sort, query.after) : undefined))
    .orderBy(...orders[query.sort])
    .limit(query.limit);
}

/** By how well they fit, the newest first of those that fit equally. */
export function listByRank(db: Executor, query: ListedIn & { expression: string; skip: number }) {
  return cards(db, query.expression)
    .where(within(query))
    .orderBy(desc(matchOf(query.expression)), desc(videos.id))
    .limit(query.limit)
    .offset(query.skip);
}

/** Whoever may have a page: nobody who is banned or has left. */
export async function findPerson(db: Executor, userId: string) {
  const [person] = await db
    .select({ id: users.id, name: users.name, createdAt: users.createdAt })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.bannedAt), isNull(users.deletedAt)));
  return person;
}

export async function countListed(db: Executor): Promise<number> {
  const [row] = await db.select({ total: count() }).from(videos).where(isListed);
  return row?.total ?? 0;
}

/** In the order in which they came, so that what is added later moves no page. Read from the index alone. */
export function listAddresses(db: Executor, skip: number, limit: number) {
  return db
    .select({ id: videos.id, createdAt: videos.createdAt })
    .from(videos)
    .where(isListed)
    .orderBy(asc(videos.createdAt), asc(videos.id))
    .limit(limit)
    .offset(skip);
}
