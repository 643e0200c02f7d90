import type { CatalogSort } from '#lib/domain/catalog-sort.ts';
import { AppError } from '#lib/domain/errors.ts';
import { buildRss, type FeedItem } from '#lib/domain/feeds/build-rss.ts';
import { formatListCursor, parseListCursor } from '#lib/domain/list-cursor.ts';
import { buildSearchExpression } from '#lib/domain/search-words.ts';
import type { Database } from '../db/client.ts';
import type { MediaAccess } from '../delivery/media-access.ts';
import type { Clock } from '../ports/clock.ts';
import { createShortMemory } from '../short-memory.ts';
import { toCard } from './card-dto.ts';
import {
  type CardRow,
  countListed,
  findPerson,
  type KeyedSort,
  listAddresses,
  listAfter,
  listByRank,
} from './repository.ts';

/** Nobody reads on so far in what fits less and less, and each page of it costs as much as all before it. */
const MAX_RANKED = 1_000;
/** The protocol allows 50,000 in a file; so many are a few hundred kilobytes. */
const SITEMAP_PAGE = 5_000;
const SITEMAP_SECONDS = 60;
const FEED_LENGTH = 30;

export interface BrowseInput {
  readonly q?: string | undefined;
  readonly sort: CatalogSort;
  readonly ownerId?: string | undefined;
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | null | undefined;
}

/** What everybody may find, the same for everyone: lists, channels, feeds, the map for search engines. */
export function createCatalogService(parts: { db: Database; clock: Clock; media: MediaAccess }) {
  const { db, clock, media } = parts;
  const counted = createShortMemory<number>({ clock, seconds: SITEMAP_SECONDS, size: 1 });
  const describe = (row: CardRow) => toCard(row, media.urlsFor(null, row));

  async function page(input: BrowseInput): Promise<{ rows: CardRow[]; nextCursor: string | null }> {
    const { ownerId, limit } = input;
    const expression = input.q?.trim() ? buildSearchExpression(input.q) : undefined;
    if (expression === null) return { rows: [], nextCursor: null };
    // One more than is shown: it says whether there is a next page.
    if (expression !== undefined && input.sort === 'relevance') {
      const skip = /^\d{1,4}$/.test(input.cursor ?? '') ? Number(input.cursor) : 0;
      const rows = await listByRank(db, { ownerId, expression, skip, limit: limit + 1 });
      const next = skip + limit;
      return {
        rows: rows.slice(0, limit),
        nextCursor: rows.length > limit && next < MAX_RANKED ? String(next) : null,
      };
    }
    const sort = input.sort === 'relevance' ? 'newest' : input.sort;
    const after = input.cursor?.includes('-') ? parseListCursor(input.cursor) : null;
    const found = await listAfter(db, { ownerId, expression, sort, after, limit: limit + 1 });
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    return { rows, nextCursor: found.length > limit && last ? cursorOf(sort, last) : null };
  }

  /** A person as everybody sees them. */
  async function channel(userId: string) {
    const person = await findPerson(db, userId);
    if (!person) throw new AppError('NOT_FOUND');
    return { id: person.id, name: person.name, joinedAt: person.createdAt.toISOString() };
  }

  return {
    /** A page of the public catalog. */
    async browse(input: BrowseInput) {
      const { rows, nextCursor } = await page(input);
      return { videos: rows.map(describe), nextCursor };
    },

    channel,

    /** The newest of everybody or of one person, as RSS. @throws AppError NOT_FOUND for whoever has no channel */
    async composeFeed(siteUrl: string, ownerId?: string): Promise<string> {
      const owner = ownerId === undefined ? null : await channel(ownerId);
      const rows = await listAfter(db, { ownerId, sort: 'newest', after: null, limit: FEED_LENGTH });
      return buildRss({
        title: owner ? `${owner.name} on Sluice` : 'Sluice',
        description: owner ? `The newest videos by ${owner.name}.` : 'The newest videos.',
        siteUrl,
        pagePath: owner ? `/channel/${owner.id}` : '/',
        feedPath: owner ? `/channel/${owner.id}/feed.xml` : '/feed.xml',
        items: rows.map(toFeedItem),
      });
    },

    /** How many files the map for search engines has: at least one. */
    async countSitemaps(): Promise<number> {
      return Math.max(1, Math.ceil((await counted.get('', () => countListed(db))) / SITEMAP_PAGE));
    },

    /** @param number from 1 on */
    listSitemap: (number: number) => listAddresses(db, (number - 1) * SITEMAP_PAGE, SITEMAP_PAGE),
  };
}

export type CatalogService = ReturnType<typeof createCatalogService>;

function cursorOf(sort: KeyedSort, row: CardRow): string {
  const values: Readonly<Record<KeyedSort, number>> = {
    newest: row.createdAt.getTime(),
    oldest: row.createdAt.getTime(),
    longest: row.durationMs ?? 0,
    viewed: row.viewCount,
  };
  return formatListCursor({ id: row.id, value: values[sort] });
}

function toFeedItem(row: CardRow): FeedItem {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    author: row.ownerName ?? '',
    duration: row.durationMs === null ? null : row.durationMs / 1000,
    hasPicture: row.thumbnailKey !== null || row.foreignResult !== null,
    publishedAt: row.processedAt ?? row.createdAt,
  };
}
