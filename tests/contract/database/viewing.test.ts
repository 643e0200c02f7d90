/** Views are of people who have watched: once each, whatever reloads, tabs, bots and scripts do. */
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MaybeViewer, Viewer } from '../../../src/server/accounts/viewer.ts';
import { createMemoryLimitStore } from '../../../src/server/adapters/memory/memory-limit-store.ts';
import { videoViewsDaily } from '../../../src/server/db/schema/video-views-daily.ts';
import { createLimiter } from '../../../src/server/limits/limiter.ts';
import { noPass } from '../../../src/server/videos/policy.ts';
import { createViewingService } from '../../../src/server/viewing/service.ts';
import { codeOf } from './account-world.ts';
import { createModerationWorld, type ModerationWorld } from './moderation-world.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const minute = 60_000;
let world: ModerationWorld;
let viewing: ReturnType<typeof createViewingService>;
let owner: Viewer;
let ada: Viewer;
let videoId: string;

beforeAll(async () => {
  world = createModerationWorld(own.db);
  owner = await world.join();
  ada = await world.join();
});
beforeEach(async () => {
  const { clock } = world;
  const limiter = createLimiter({ store: createMemoryLimitStore(clock), clock });
  viewing = createViewingService({ db: own.db, clock, limiter, secret: 's'.repeat(32) });
  videoId = await world.publish(owner.userId, { durationMs: 10 * minute });
});

interface Sitting {
  readonly viewer?: MaybeViewer;
  readonly address?: string;
  readonly userAgent?: string;
  readonly position?: number;
  readonly token?: string;
}

/** Opens the page, watches for so long, and has the player tell it once. */
async function watch(seconds: number, over: Sitting = {}): Promise<void> {
  const { viewer = null, address = '203.0.113.7', userAgent = browser, position = seconds } = over;
  const { token } = await viewing.open(viewer, videoId);
  world.clock.advance(seconds);
  const heard = { token: over.token ?? token, watched: seconds, position };
  await viewing.beat({ viewer, address, userAgent, hasPass: noPass }, videoId, heard);
}
const viewsOf = async (id = videoId) => (await world.videoOf(id)).viewCount;
const daysOf = async (id = videoId) => {
  const rows = await own.db.select().from(videoViewsDaily).where(eq(videoViewsDaily.videoId, id));
  return rows.map(({ day, views, watchSeconds }) => [day, views, watchSeconds]).sort();
};
const today = () => world.clock.now().toISOString().slice(0, 10);

describe('a view', () => {
  it('is counted after ten seconds, for the video and for the day, and its watch time goes on growing', async () => {
    await watch(9);
    expect([await viewsOf(), await daysOf()]).toEqual([0, []]);
    await watch(1);
    expect([await viewsOf(), await daysOf()]).toEqual([1, [[today(), 1, 10]]]);
    await watch(20);
    expect([await viewsOf(), await daysOf()]).toEqual([1, [[today(), 1, 30]]]);
    expect((await viewing.open(null, videoId)).views).toBe(1);
  });

  it('is of one person, whatever browsers they use; of strangers, one of each browser', async () => {
    await watch(10, { viewer: ada });
    await watch(10, { viewer: ada, address: '198.51.100.9', userAgent: `${browser} other` });
    expect(await viewsOf()).toBe(1);
    await watch(10, { userAgent: `${browser} other` });
    await watch(10);
    await watch(10);
    expect(await viewsOf()).toBe(3);
  });

  it('does not come again before a day is over, midnight or not', async () => {
    await watch(10);
    for (const hours of [11, 11]) {
      world.clock.advance(hours * 3600);
      await watch(10);
      expect(await viewsOf()).toBe(1);
    }
    world.clock.advance(3 * 3600);
    await watch(10);
    expect(await viewsOf()).toBe(2);
  });

  it('is one when ten tabs tell of it at once', async () => {
    const { token } = await viewing.open(null, videoId);
    world.clock.advance(12);
    const visitor = { viewer: null, address: '203.0.113.7', userAgent: browser, hasPass: noPass };
    const heard = { token, watched: 12, position: 12 };
    await Promise.all(Array.from({ length: 10 }, () => viewing.beat(visitor, videoId, heard)));
    expect([await viewsOf(), await daysOf()]).toEqual([1, [[today(), 1, 12]]]);
  });
});

describe('nothing is counted', () => {
  it('of the owner, of programs, and of what says it has watched longer than its page was open', async () => {
    await watch(60, { viewer: owner });
    await watch(60, { userAgent: 'curl/8' });
    const { token } = await viewing.open(null, videoId);
    const visitor = { viewer: null, address: '203.0.113.7', userAgent: browser, hasPass: noPass };
    world.clock.advance(2);
    for (let n = 0; n < 20; n++) await viewing.beat(visitor, videoId, { token, watched: 3_600, position: 1 });
    expect([await viewsOf(), await daysOf()]).toEqual([0, []]);
  });

  it('without the token of this very video’s page', async () => {
    await watch(60, { token: 'none' });
    const other = await world.publish(owner.userId);
    await watch(60, { token: (await viewing.open(null, other)).token });
    expect(await viewsOf()).toBe(0);
  });

  it('beyond what one address can be, though it calls its browser by a new name each time', async () => {
    for (let n = 0; n < 40; n++) await watch(10, { userAgent: `${browser} ${n}` });
    expect(await viewsOf()).toBe(30);
    expect(await daysOf()).toEqual([[today(), 30, 300]]);
    await watch(10, { address: '198.51.100.1' });
    expect(await viewsOf()).toBe(31);
  });

  it('of what is not open to strangers, who are not even told that it exists', async () => {
    videoId = await world.publish(owner.userId, { visibility: 'private' });
    expect(await codeOf(viewing.open(null, videoId))).toBe('VIDEO_NOT_FOUND');
    const heard = { token: 'none', watched: 10, position: 10 };
    const visitor = { viewer: ada, address: '203.0.113.7', userAgent: browser, hasPass: noPass };
    expect(await codeOf(viewing.beat(visitor, videoId, heard))).toBe('VIDEO_NOT_FOUND');
  });
});

describe('the place where a person stopped', () => {
  const resumeAt = async (viewer: MaybeViewer) => (await viewing.open(viewer, videoId)).resumeAt;

  it('is theirs alone, is the newest, and is forgotten once they have seen the end', async () => {
    await watch(10, { viewer: ada, position: 123.4 });
    expect(await resumeAt(ada)).toBe(123.4);
    expect([await resumeAt(owner), await resumeAt(null)]).toEqual([null, null]);
    await watch(10, { viewer: ada, position: 61 });
    expect(await resumeAt(ada)).toBe(61);
    await watch(10, { viewer: ada, position: 599 });
    expect(await resumeAt(ada)).toBeNull();
  });

  it('is kept for the owner too, who is no viewer', async () => {
    await watch(10, { viewer: owner, position: 42 });
    expect(await resumeAt(owner)).toBe(42);
  });
});
