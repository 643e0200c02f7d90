/** What the queue promises, read from MySQL: in the very order in which tasks are lent. */
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { beforeEach, describe, expect, it } from 'vitest';
import { taskPriority } from '../../../src/lib/domain/plan.ts';
import { bindings } from '../../../src/server/db/schema/bindings.ts';
import { duties } from '../../../src/server/db/schema/duties.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { ownerTurns } from '../../../src/server/db/schema/owner-turns.ts';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { workers } from '../../../src/server/db/schema/workers.ts';
import { LAUNCHER_DUTY } from '../../../src/server/health/service.ts';
import { tellWaiting } from '../../../src/server/orchestrator/tell-waiting.ts';
import { readBacklog } from '../../../src/server/transcodes/backlog.ts';
import { createForecastService } from '../../../src/server/transcodes/forecast.ts';
import { createLeaseService } from '../../../src/server/transcodes/lease-service.ts';
import { createTestClock, insertTask, insertVideo, leased } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const own = keepPrivateDatabase();
beforeEach(async () => {
  for (const table of [tasks, videos, bindings, ownerTurns, workers, duties, outbox])
    await own.db.delete(table);
});

/** A new one each time: nothing is remembered. */
const outlookOf = (videoId: string) =>
  createForecastService({ db: own.db, clock, launcherName: 'process' }).of(videoId);

async function insertWorker(status: 'launched' | 'active' = 'active'): Promise<void> {
  await own.db.insert(workers).values({
    id: ulid(),
    launcher: 'process',
    status,
    launchedAt: clock.now(),
    lastSeenAt: clock.now(),
  });
}

async function insertMeasured(seconds: number): Promise<void> {
  const videoId = await insertVideo(own.db, clock, { status: 'ready' });
  for (let index = 0; index < 60; index++) {
    const finishedAt = new Date(clock.now().getTime() - index * 1000);
    await insertTask(own.db, clock, videoId, {
      status: 'done',
      epoch: 1,
      weight: 20,
      firstSegment: index,
      leasedAt: new Date(finishedAt.getTime() - seconds * 1000),
      finishedAt,
    });
  }
}

describe('the forecast', () => {
  it('is of tasks left by the speed that was measured', async () => {
    await insertMeasured(40);
    await insertWorker();
    const videoId = await insertVideo(own.db, clock);
    await insertTask(own.db, clock, videoId, { ...leased(clock), weight: 20, progress: 0.5 });
    await insertTask(own.db, clock, videoId, { firstSegment: 6, weight: 20 });
    const outlook = await outlookOf(videoId);
    expect(outlook).toMatchObject({ workers: 'working', startsInSeconds: 0, ahead: 0 });
    expect(outlook?.secondsLeft).toBeGreaterThan(55);
    expect(outlook?.secondsLeft).toBeLessThan(60.1);
  });

  it('learns nothing of how fast workers are from tasks that were resumed', async () => {
    await insertMeasured(40);
    const before = (await readBacklogOf(20)).seconds;
    await own.db.update(tasks).set({ epoch: 2 }).where(eq(tasks.status, 'done'));
    expect((await readBacklogOf(20)).seconds).toBeLessThan(before / 2);
  });

  async function readBacklogOf(weight: number) {
    const videoId = await insertVideo(own.db, clock);
    const { id } = await insertTask(own.db, clock, videoId, { weight });
    const { all } = await readBacklog(own.db);
    await own.db.delete(tasks).where(eq(tasks.id, id));
    return all;
  }

  it('serves videos in the order in which their tasks are lent, people in turn', async () => {
    await insertWorker();
    const [one, other] = [ulid(), ulid()];
    const owners = [one, one, one, other, other];
    const videoIds: string[] = [];
    for (const [index, ownerId] of owners.entries()) {
      const videoId = await insertVideo(own.db, clock, { ownerId });
      videoIds.push(videoId);
      const priority = index === 2 ? taskPriority.first : taskPriority.rest;
      await insertTask(own.db, clock, videoId, { ownerId, priority, weight: 10 });
      clock.advance(1);
    }
    const service = createForecastService({ db: own.db, clock, launcherName: 'process' });
    const foretold = await Promise.all(
      videoIds.map(async (videoId) => ({ videoId, at: (await service.of(videoId))?.startsInSeconds ?? -1 })),
    );
    foretold.sort((a, b) => a.at - b.at);
    const leases = createLeaseService({
      db: own.db,
      clock,
      buckets: { source: 's', media: 'm' },
      leaseSeconds: 30,
    });
    const lent: string[] = [];
    for (const _ of owners) {
      lent.push((await leases.lease({ workerId: ulid() })).task?.videoId ?? '');
      clock.advance(1);
    }
    expect(foretold.map(({ videoId }) => videoId)).toEqual(lent);
  });

  it('counts the videos that are served before one', async () => {
    await insertWorker();
    const served = await insertVideo(own.db, clock);
    await insertTask(own.db, clock, served, leased(clock));
    const waiting: string[] = [];
    for (let index = 0; index < 3; index++) {
      clock.advance(1);
      const videoId = await insertVideo(own.db, clock, { status: 'queued' });
      await insertTask(own.db, clock, videoId);
      waiting.push(videoId);
    }
    expect((await outlookOf(served))?.ahead).toBe(0);
    expect((await outlookOf(waiting[0] ?? ''))?.ahead).toBe(1);
    expect((await outlookOf(waiting[2] ?? ''))?.ahead).toBe(3);
  });

  it('foretells a video that was not looked at yet by its size, and one whose plan is to be revised by that', async () => {
    await insertWorker();
    const small = await insertVideo(own.db, clock, { status: 'queued', plan: null, sizeBytes: 1_000_000 });
    const large = await insertVideo(own.db, clock, { status: 'queued', plan: null, sizeBytes: 100_000_000 });
    const [first, second] = [await outlookOf(small), await outlookOf(large)];
    expect(first?.secondsLeft).toBeGreaterThan(0);
    expect(second?.secondsLeft).toBeGreaterThan((first?.secondsLeft ?? 0) * 10);
    await own.db.delete(videos);
    const revised = await insertVideo(own.db, clock, { plannedWeight: 1000, durationMs: 60_000 });
    await insertTask(own.db, clock, revised, { kind: 'content', rungs: '', weight: 5 });
    expect((await outlookOf(revised))?.secondsLeft).toBeGreaterThan(300);
  });

  it('says who is to come when nobody works', async () => {
    const videoId = await insertVideo(own.db, clock, { status: 'queued' });
    await insertTask(own.db, clock, videoId);
    expect(await outlookOf(videoId)).toMatchObject({ workers: 'none', secondsLeft: null, ahead: 0 });
    const heldUntil = new Date(clock.now().getTime() + 10_000);
    await own.db.insert(duties).values({ name: LAUNCHER_DUTY, holder: 'me', heldUntil });
    expect(await outlookOf(videoId)).toMatchObject({ workers: 'starting', secondsLeft: expect.any(Number) });
    await own.db.delete(duties);
    await insertWorker('launched');
    expect(await outlookOf(videoId)).toMatchObject({ workers: 'starting', secondsLeft: expect.any(Number) });
    await insertWorker('active');
    expect(await outlookOf(videoId)).toMatchObject({ workers: 'working' });
  });

  it('says nothing of what is not under way, or has nothing left', async () => {
    await insertWorker();
    const videoId = await insertVideo(own.db, clock);
    await insertTask(own.db, clock, videoId, { status: 'done' });
    expect(await outlookOf(videoId)).toBeNull();
  });
});

describe('videos that nobody works on', () => {
  it('are told of, and those that are served are not: they tell of themselves', async () => {
    const waits = await insertVideo(own.db, clock, { status: 'queued', version: 1 });
    await insertTask(own.db, clock, waits);
    const served = await insertVideo(own.db, clock, { version: 1 });
    await insertTask(own.db, clock, served, leased(clock));
    await insertTask(own.db, clock, served, { firstSegment: 9 });
    await insertVideo(own.db, clock, { status: 'ready' });
    expect(await tellWaiting(own.db, clock)).toBe(1);
    const told = await own.db.select({ key: outbox.messageKey }).from(outbox);
    expect(told).toEqual([{ key: waits }]);
  });
});
