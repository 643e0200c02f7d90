/** The public catalog: what is found and by which words, page by page, and that an index holds every list of it. */

import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/mysql2';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { createCaptionService } from '../../../src/server/captions/service.ts';
import { createCatalogService } from '../../../src/server/catalog/service.ts';
import type { Database } from '../../../src/server/db/client.ts';
import { videoTexts } from '../../../src/server/db/schema/video-texts.ts';
import { type VideoRow, videos } from '../../../src/server/db/schema/videos.ts';
import { createMediaAccess } from '../../../src/server/delivery/media-access.ts';
import { createLog } from '../../../src/server/log.ts';
import type { ObjectStore } from '../../../src/server/ports/object-store.ts';
import { indexMissingWords, indexWords } from '../../../src/server/videos/index-words.ts';
import { createVideoService } from '../../../src/server/videos/service.ts';
import { createAccountWorld, device } from './account-world.ts';
import { createTestClock, insertVideo } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
const clock = createTestClock();
const media = createMediaAccess({ secret: 'a secret of thirty-two characters', publicUrl: '', clock });
const store = { write: async () => undefined, remove: async () => undefined } as unknown as ObjectStore;
const listed = { status: 'ready', visibility: 'public', moderation: 'approved', playable: true } as const;

function servicesOn(db: Database) {
  const buckets = { source: 's', media: 'm' };
  const log = createLog('test', 'silent');
  return {
    catalog: createCatalogService({ db, clock, media }),
    captions: createCaptionService({ db, clock, store, media, mediaBucket: 'm' }),
    videos: createVideoService({ db, clock, store, media, log, buckets, launcherName: 'process' }),
  };
}

let owner: Viewer;
let other: Viewer;
beforeAll(async () => {
  const world = createAccountWorld(own.db);
  const join = async () => (await world.enter((await world.join()).email)).viewer;
  [owner, other] = [await join(), await join()];
});

async function publish(over: Partial<VideoRow> = {}): Promise<string> {
  clock.advance(1);
  const base = { ...listed, ownerId: owner.userId, durationMs: 12_000, thumbnailKey: 'K/still-0-1.jpg' };
  const id = await insertVideo(own.db, clock, { ...base, ...over });
  await indexWords(own.db, id);
  return id;
}

const search = async (q: string) => {
  const { catalog } = servicesOn(own.db);
  return (await catalog.browse({ q, sort: 'relevance', limit: 48 })).videos.map(({ id }) => id);
};

describe('a search', () => {
  it('finds a video by its title, description, tags and captions, and no more by what they said before', async () => {
    const { videos: service, captions } = servicesOn(own.db);
    const id = await publish({ title: 'Alpine crossing' });
    expect(await search('alpine')).toEqual([id]);
    await service.update(owner, id, {
      title: 'Harbour at dusk',
      description: 'Filmed in Łódź.',
      tags: ['#Quay'],
    });
    expect(await search('alpine')).toEqual([]);
    for (const q of ['harbour', 'HARB', 'dusk łódź', 'quay', 'harbour quay'])
      expect([q, await search(q)]).toEqual([q, [id]]);

    await captions.put(owner, id, {
      language: 'en',
      text: '1\n00:00:01,000 --> 00:00:02,000\nThe <b>lighthouse</b> keeper\n',
    });
    expect(await search('lighthouse')).toEqual([id]);
    expect(await search('harbour lighthouse')).toEqual([id]);
    // What else changes leaves the captions found.
    await service.update(owner, id, { description: '' });
    expect(await search('lighthouse')).toEqual([id]);
    await captions.remove(owner, id, 'en');
    expect(await search('lighthouse')).toEqual([]);
    await service.remove(owner, id, false);
    expect(await search('harbour')).toEqual([]);
  });

  it('finds short words, words that every text has, and what is written without spaces', async () => {
    const ai = await publish({ title: 'AI' });
    const who = await publish({ title: 'The Who' });
    const kyoto = await publish({ title: '東京都の夜' });
    expect([await search('ai'), await search('the'), await search('京都')]).toEqual([[ai], [who], [kyoto]]);
    expect(await search('!?')).toEqual([]);
  });

  it('shows first where the words stand in the title', async () => {
    const said = await publish({ title: 'A talk', description: 'On glaciers, glaciers and glaciers.' });
    const titled = await publish({ title: 'Glaciers' });
    const tagged = await publish({ title: 'Ice', tags: ['glaciers'] });
    await publish({ title: 'Another' });
    expect(await search('glaciers')).toEqual([titled, tagged, said]);
  });

  it('finds only what strangers may see, and in one’s own library all that is one’s own', async () => {
    const hidden: Partial<VideoRow>[] = [
      { visibility: 'private' },
      { visibility: 'unlisted' },
      { moderation: 'hidden' },
      { status: 'failed' },
      { ownerBanned: true },
    ];
    const ids = [];
    for (const over of hidden) ids.push(await publish({ title: 'Secret garden', ...over }));
    expect(await search('garden')).toEqual([]);
    const { videos: service } = servicesOn(own.db);
    const query = { q: 'garden', sort: 'createdAt', order: 'asc', limit: 20, skip: 0 } as const;
    expect((await service.list(owner, query)).total).toBe(0);
    const mine = await service.list(owner, { ...query, mine: true });
    expect(mine.videos.map(({ id }) => id)).toEqual(ids);
    expect((await service.list(other, { ...query, mine: true })).total).toBe(0);
  });

  it('finds videos of before there was a search, once the migration has run', async () => {
    const id = await insertVideo(own.db, clock, {
      ...listed,
      ownerId: owner.userId,
      title: 'Petrified forest',
    });
    expect(await search('petrified')).toEqual([]);
    await indexMissingWords(own.db);
    expect(await search('petrified')).toEqual([id]);
  });
});

describe('page after page', () => {
  const walk = async (
    sort: 'newest' | 'oldest' | 'longest' | 'relevance',
    between: () => Promise<unknown>,
    filter: { q?: string; ownerId?: string },
  ) => {
    const { catalog } = servicesOn(own.db);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof catalog.browse>> = await catalog.browse({
        ...filter,
        sort,
        limit: 3,
        cursor,
      });
      seen.push(...page.videos.map(({ id }) => id));
      cursor = page.nextCursor;
      await between();
    } while (cursor);
    return seen;
  };

  it('every video is shown once, in order, whatever is published meanwhile', async () => {
    const made: { id: string; durationMs: number }[] = [];
    const at = clock.now();
    for (let number = 0; number < 10; number++) {
      // Some came at the very same moment, some are as long as each other.
      const durationMs = 1_000 * (number % 4);
      const createdAt = new Date(at.getTime() + 1_000 * Math.floor(number / 3));
      made.push({
        id: await publish({ ownerId: other.userId, durationMs, createdAt, title: 'Tide' }),
        durationMs,
      });
    }
    clock.advance(60);
    const publishMore = () => publish({ ownerId: other.userId, title: 'Tide', durationMs: 60_000 });
    const ids = made.map(({ id }) => id);
    const mine = { ownerId: other.userId };
    expect(await walk('oldest', async () => undefined, mine)).toEqual(ids);
    expect(await walk('newest', publishMore, mine)).toEqual(ids.toReversed());
    const longest = await walk('longest', async () => undefined, mine);
    expect(new Set(longest).size).toBe(longest.length);
    expect(longest.slice(-ids.length)).toEqual(
      made.toSorted((a, b) => b.durationMs - a.durationMs || (a.id < b.id ? 1 : -1)).map(({ id }) => id),
    );
    expect(new Set(await walk('relevance', async () => undefined, { ...mine, q: 'tide' }))).toEqual(
      new Set(longest),
    );
  });
});

it('REST tells how many there are, on a page that is full, on the last one and past the end', async () => {
  const { videos: service } = servicesOn(own.db);
  for (let number = 0; number < 5; number++) await publish({ title: `Comet ${number}` });
  const ask = (limit: number, skip: number) =>
    service.list(null, { q: 'comet', sort: 'createdAt', order: 'desc', limit, skip });
  for (const [limit, skip, length] of [
    [2, 0, 2],
    [2, 4, 1],
    [5, 0, 5],
    [20, 0, 5],
    [2, 9, 0],
  ] as const) {
    const { videos: page, total } = await ask(limit, skip);
    expect({ limit, skip, total, length: page.length }).toEqual({ limit, skip, total: 5, length });
  }
  await publish({ title: 'Comet, again' });
  service.forgetTotals();
  expect((await ask(2, 0)).total).toBe(6);
});

it('a channel is of whoever is in good standing', async () => {
  const { catalog } = servicesOn(own.db);
  expect(await catalog.channel(owner.userId)).toMatchObject({ id: owner.userId, name: expect.any(String) });
  await expect(catalog.channel(ulid())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const world = createAccountWorld(own.db);
  const banned = await world.join();
  const moderator = (await world.enter((await world.join('moderator')).email)).viewer;
  await world.standing.ban(moderator, { userId: banned.id, reason: 'spam' }, device);
  await expect(catalog.channel(banned.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

describe('with some thousand videos an index holds', () => {
  interface Step {
    readonly table: string;
    readonly type: string;
    readonly key: string | null;
    readonly Extra: string;
  }
  const COUNT = 4_000;

  beforeAll(async () => {
    const rows = Array.from({ length: COUNT }, (_, number) => ({
      id: ulid(),
      // One in ten is of the other; one in three is not listed.
      ownerId: number % 10 === 0 ? other.userId : owner.userId,
      title: `Clip ${number}`,
      description: '',
      originalFilename: `clip-${number}.mp4`,
      contentType: 'video/mp4',
      sizeBytes: 1_000,
      ...listed,
      visibility: number % 3 === 0 ? ('private' as const) : ('public' as const),
      durationMs: (number * 7_919) % 100_003,
      createdAt: new Date(clock.now().getTime() + 1_000 * number),
    }));
    for (let at = 0; at < rows.length; at += 500) {
      const batch = rows.slice(at, at + 500);
      await own.db.insert(videos).values(batch);
      await own.db
        .insert(videoTexts)
        .values(batch.map(({ id }, number) => ({ videoId: id, words: `zzclip zz${at + number}` })));
    }
    await own.db.execute(sql`analyze table videos, video_texts`);
  }, 60_000);

  /** The plan of every question that `run` puts to the database. */
  async function plansOf(
    run: (services: ReturnType<typeof servicesOn>) => Promise<unknown>,
  ): Promise<Step[]> {
    const said: { query: string; params: unknown[] }[] = [];
    const { $client: pool } = own.db as Database & { $client: Pool };
    const logger = { logQuery: (query: string, params: unknown[]) => void said.push({ query, params }) };
    await run(servicesOn(drizzle(pool, { logger })));
    const steps: Step[] = [];
    for (const { query, params } of said) {
      const [rows] = await pool.query<(RowDataPacket & Step)[]>(`explain ${query}`, params);
      steps.push(...rows.map(({ table, type, key, Extra }) => ({ table, type, key, Extra: Extra ?? '' })));
    }
    expect(steps.length).toBeGreaterThan(0);
    return steps;
  }

  /** Of each table that is read: no table whole, and nothing is sorted after it was read. */
  const faultsOf = (steps: readonly Step[]) =>
    steps
      .filter(({ table }) => table === 'videos')
      .filter(({ type, key, Extra }) => type === 'ALL' || key === null || /filesort|temporary/i.test(Extra));

  const list = { sort: 'createdAt', order: 'desc', limit: 20, skip: 0 } as const;
  const cursor = () => `${clock.now().getTime() + 2_000_000}-${ulid()}`;

  it.each([
    // Either: the older one holds the same order, and the bans beside it in the rows.
    ['the newest', /^videos_(newest|listing)$/, { sort: 'newest' }],
    ['the oldest', /^videos_(newest|listing)$/, { sort: 'oldest' }],
    ['the longest', /^videos_longest$/, { sort: 'longest' }],
    ['the most viewed', /^videos_viewed$/, { sort: 'viewed' }],
  ] as const)('%s', async (_, key, filter) => {
    for (const at of [null, cursor()]) {
      const steps = await plansOf(({ catalog }) => catalog.browse({ ...filter, limit: 24, cursor: at }));
      expect(faultsOf(steps)).toEqual([]);
      expect(steps.map((step) => step.key)).toContainEqual(expect.stringMatching(key));
    }
  });

  it('a channel', async () => {
    for (const at of [null, cursor()]) {
      const steps = await plansOf(({ catalog }) =>
        catalog.browse({ ownerId: other.userId, sort: 'newest', limit: 24, cursor: at }),
      );
      expect(faultsOf(steps)).toEqual([]);
      expect(steps.map((step) => step.key)).toContain('videos_channel');
    }
  });

  it.each([
    ['createdAt', /^videos_(newest|listing)$/],
    ['filename', /^videos_by_name$/],
    ['duration', /^videos_longest$/],
    ['views', /^videos_viewed$/],
  ] as const)('the list of REST by %s', async (sort, key) => {
    for (const order of ['asc', 'desc'] as const) {
      const steps = await plansOf(({ videos: service }) =>
        service.list(null, { ...list, sort, order, skip: 100 }),
      );
      // The rows themselves come by their ids; what was counted is counted in an index.
      const lists = steps.filter((step) => key.test(step.key ?? ''));
      expect(lists.length).toBeGreaterThan(0);
      expect(faultsOf(steps)).toEqual([]);
    }
  });

  it('the words that are searched for', async () => {
    for (const search of [
      (services: ReturnType<typeof servicesOn>) =>
        services.catalog.browse({ q: '77', sort: 'relevance', limit: 24 }),
      (services: ReturnType<typeof servicesOn>) => services.videos.list(null, { ...list, q: '77' }),
    ]) {
      const steps = await plansOf(search);
      expect(steps.filter(({ table }) => table === 'video_texts')).toMatchObject([
        { type: 'fulltext', key: 'video_texts_words' },
      ]);
      expect(steps.filter(({ type }) => type === 'ALL')).toEqual([]);
    }
  });

  it('the map for search engines', async () => {
    const steps = await plansOf(({ catalog }) => catalog.listSitemap(1));
    expect(faultsOf(steps)).toEqual([]);
    expect(steps[0]?.key).toMatch(/^videos_(newest|listing)$/);
  });
});
