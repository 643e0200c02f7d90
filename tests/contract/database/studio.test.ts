/** What creators ask of MySQL: their own videos, narrowed down and sorted; publishing at a time; and who had which task. */
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { taskLeases } from '../../../src/server/db/schema/task-leases.ts';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { videoViewsDaily } from '../../../src/server/db/schema/video-views-daily.ts';
import { type VideoRow, videos } from '../../../src/server/db/schema/videos.ts';
import { workers } from '../../../src/server/db/schema/workers.ts';
import { createLeaseService } from '../../../src/server/transcodes/lease-service.ts';
import { requeueExpired } from '../../../src/server/transcodes/requeue.ts';
import { createOwnAnalytics } from '../../../src/server/videos/own-analytics.ts';
import { createOwnVideoService } from '../../../src/server/videos/own-videos.ts';
import { createPublicationService, publishDue } from '../../../src/server/videos/publication.ts';
import { codeOf } from './account-world.ts';
import { createModerationWorld, type ModerationWorld } from './moderation-world.ts';
import { insertTask, insertVideo } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
let world: ModerationWorld;
let owner: Viewer;

beforeEach(async () => {
  for (const table of [tasks, taskLeases, videos, workers, outbox]) await own.db.delete(table);
  world = createModerationWorld(own.db);
  owner = await world.join();
});

const give = (over: Partial<VideoRow> = {}) =>
  insertVideo(own.db, world.clock, { ownerId: owner.userId, status: 'ready', ...over });
const changesOf = async (videoId: string) =>
  (await own.db.select().from(outbox).where(eq(outbox.messageKey, videoId))).length;

describe("one's own videos", () => {
  const plain = { sort: 'createdAt', order: 'desc', limit: 24, skip: 0 } as const;
  const list = async (query: object = {}) => {
    // Addresses of media are another test's.
    const service = createOwnVideoService({ db: own.db, media: { urlsFor: () => null } });
    return service.list(owner, { ...plain, ...query });
  };
  const titles = async (query: object = {}) => (await list(query)).videos.map(({ title }) => title);

  it('are all of them in whatever state, and nobody else’s', async () => {
    await give({ title: 'Ready' });
    await give({ title: 'Failed', status: 'failed', errorCode: 'WORKERS_LOST' });
    await give({ title: 'Gone', status: 'deleted' });
    await insertVideo(own.db, world.clock, { ownerId: ulid(), title: 'Not mine' });
    expect((await titles()).toSorted()).toEqual(['Failed', 'Ready']);
    expect((await list({ state: 'failed' })).videos).toMatchObject([
      { title: 'Failed', error: { retryable: true } },
    ]);
  });

  it('are narrowed down by where they stand, by who may see them, and by words', async () => {
    await give({ title: 'Open', visibility: 'public', moderation: 'approved' });
    await give({ title: 'Held', visibility: 'public', moderation: 'pending' });
    await give({ title: 'Queued', status: 'queued', moderation: 'approved' });
    await give({ title: '100% sea', moderation: 'approved', description: 'waves_and_wind' });
    expect(await titles({ state: 'held' })).toEqual(['Held']);
    expect(await titles({ state: 'under-way' })).toEqual(['Queued']);
    expect((await titles({ visibility: 'public' })).toSorted()).toEqual(['Held', 'Open']);
    expect(await titles({ visibility: 'public', state: 'held', text: 'el' })).toEqual(['Held']);
    // What people type is no pattern.
    expect(await titles({ text: '100%' })).toEqual(['100% sea']);
    expect(await titles({ text: 'waves_and' })).toEqual(['100% sea']);
    expect(await titles({ text: '%' })).toEqual(['100% sea']);
  });

  it('are sorted by any column, a page at a time, with the number of all', async () => {
    await give({ title: 'B', sizeBytes: 30, durationMs: 1_000 });
    world.clock.advance(60);
    await give({ title: 'A', sizeBytes: 20, durationMs: 3_000 });
    world.clock.advance(60);
    await give({ title: 'C', sizeBytes: 10, durationMs: 2_000 });
    expect(await titles()).toEqual(['C', 'A', 'B']);
    expect(await titles({ sort: 'title', order: 'asc' })).toEqual(['A', 'B', 'C']);
    expect(await titles({ sort: 'size' })).toEqual(['B', 'A', 'C']);
    expect(await titles({ sort: 'duration' })).toEqual(['A', 'C', 'B']);
    expect(await list({ limit: 1, skip: 1 })).toMatchObject({ videos: [{ title: 'A' }], total: 3 });
  });
});

describe('what was watched', () => {
  it('is told of every day and of the most viewed, of one’s own videos that are there', async () => {
    const [a, b] = [await give({ title: 'A' }), await give({ title: 'B' })];
    const gone = await give({ status: 'deleted' });
    const other = await insertVideo(own.db, world.clock, { ownerId: ulid(), status: 'ready' });
    const today = world.clock.now().toISOString().slice(0, 10);
    const day = (videoId: string, name: string, views: number) => ({
      videoId,
      day: name,
      views,
      watchSeconds: views * 10,
    });
    await own.db
      .insert(videoViewsDaily)
      .values([day(a, today, 1), day(b, today, 2), day(b, '2026-11-20', 5), day(b, '2026-01-01', 9)]);
    await own.db.insert(videoViewsDaily).values([day(gone, today, 50), day(other, today, 70)]);
    const { days, top } = await createOwnAnalytics({ db: own.db, clock: world.clock }).read(owner, 3);
    expect(days).toEqual([
      { day: '2026-11-19', views: 0, watchSeconds: 0 },
      { day: '2026-11-20', views: 5, watchSeconds: 50 },
      { day: '2026-11-21', views: 3, watchSeconds: 30 },
    ]);
    expect(top).toEqual([
      { id: b, title: 'B', views: 7, watchSeconds: 70 },
      { id: a, title: 'A', views: 1, watchSeconds: 10 },
    ]);
  });
});

describe('publishing at a time', () => {
  const publications = () => createPublicationService({ db: own.db, clock: world.clock });
  const inSeconds = (seconds: number) => new Date(world.clock.now().getTime() + 1000 * seconds);
  const sweep = () => publishDue({ db: own.db, clock: world.clock });

  it('happens once, when the time has come and not before, and everybody is told', async () => {
    const id = await give();
    await publications().schedule(owner, id, inSeconds(60));
    const told = await changesOf(id);
    world.clock.advance(59);
    expect(await sweep()).toBe(0);
    expect(await world.videoOf(id)).toMatchObject({ visibility: 'private' });
    world.clock.advance(1);
    expect(await sweep()).toBe(1);
    expect(await world.videoOf(id)).toMatchObject({ visibility: 'public', publishAt: null });
    expect(await changesOf(id)).toBe(told + 1);
    expect(await sweep()).toBe(0);
  });

  it('happens once although two sweepers find it at a time', async () => {
    const ids = [await give(), await give(), await give()];
    for (const id of ids) await publications().schedule(owner, id, inSeconds(1));
    world.clock.advance(2);
    const published = await Promise.all([sweep(), sweep()]);
    expect(published.reduce((sum, each) => sum + each)).toBe(3);
    for (const id of ids) expect(await changesOf(id)).toBe(2);
  });

  it('does not happen when it was taken back, when the video is deleted, or published by hand before', async () => {
    const [back, deleted, byHand] = [await give(), await give(), await give()];
    for (const id of [back, deleted, byHand]) await publications().schedule(owner, id, inSeconds(60));
    await publications().schedule(owner, back, null);
    await own.db.update(videos).set({ status: 'deleted' }).where(eq(videos.id, deleted));
    await world.videos.update(owner, byHand, { visibility: 'public' });
    expect(await world.videoOf(byHand)).toMatchObject({ publishAt: null });
    world.clock.advance(61);
    expect(await sweep()).toBe(0);
    expect(await world.videoOf(back)).toMatchObject({ visibility: 'private' });
  });

  it('is refused for a time that is over, of what is public, and to others', async () => {
    const [id, open] = [await give(), await give({ visibility: 'public', moderation: 'approved' })];
    const stranger = await world.join();
    const ask = (viewer: Viewer, videoId: string, at: Date | null) =>
      codeOf(publications().schedule(viewer, videoId, at));
    expect(await ask(owner, id, inSeconds(0))).toBe('VALIDATION_FAILED');
    expect(await ask(owner, open, inSeconds(60))).toBe('VALIDATION_FAILED');
    expect(await ask(stranger, id, inSeconds(60))).toBe('VIDEO_NOT_FOUND');
    expect(await ask(stranger, open, inSeconds(60))).toBe('FORBIDDEN');
    expect(await world.videoOf(id)).toMatchObject({ publishAt: null, version: 1 });
  });
});

describe('who had which task', () => {
  it('is written down with each lease, and told with how it ended', async () => {
    const videoId = await give({ status: 'processing', playable: true });
    const task = await insertTask(own.db, world.clock, videoId);
    const [first, second] = [ulid(), ulid()];
    const known = { launchedAt: world.clock.now(), lastSeenAt: world.clock.now() };
    await own.db.insert(workers).values({ id: first, launcher: 'ecs', capacity: 'spot', ...known });
    const leases = createLeaseService({
      db: own.db,
      clock: world.clock,
      buckets: { source: 's', media: 'm' },
      leaseSeconds: 30,
    });
    await leases.lease({ workerId: first, capacity: 'spot' });
    world.clock.advance(31);
    await requeueExpired(own.db, world.clock);
    await leases.lease({ workerId: second });
    const { works, mayManage } = await world.videos.explain(owner, videoId);
    expect(mayManage).toBe(true);
    expect(works[0]?.tasks).toMatchObject([
      {
        id: task.id,
        status: 'leased',
        attempts: [
          { worker: first.slice(-6), capacity: 'spot', outcome: 'lost', failure: { code: 'WORKERS_LOST' } },
          // Its row is not there, or is pruned already.
          { worker: second.slice(-6), capacity: null, outcome: 'running' },
        ],
        wallSeconds: 31,
      },
    ]);
  });

  it('is for the owner, moderators and admins alone: not for whoever may watch', async () => {
    const open = await give({ visibility: 'public', moderation: 'approved' });
    const explain = async (viewer: Viewer, id: string) => codeOf(world.videos.explain(viewer, id));
    const stranger = await world.join();
    expect(await explain(stranger, open)).toBe('FORBIDDEN');
    expect(await explain(stranger, await give())).toBe('VIDEO_NOT_FOUND');
    expect(await world.videos.explain(await world.join('moderator'), open)).toMatchObject({
      mayManage: false,
    });
    expect(await world.videos.explain(await world.join('admin'), open)).toMatchObject({ mayManage: true });
  });
});
