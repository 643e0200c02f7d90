/** The work queue in MySQL: no task is lent twice at a time, and none is lost with its worker. */
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { beforeEach, describe, expect, it } from 'vitest';
import { taskPriority, URGENT_PRIORITY } from '../../../src/lib/domain/plan.ts';
import { attemptCaps } from '../../../src/lib/domain/task-status.ts';
import { leasedTask } from '../../../src/lib/domain/worker-protocol.ts';
import { bindings } from '../../../src/server/db/schema/bindings.ts';
import { ownerTurns } from '../../../src/server/db/schema/owner-turns.ts';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { systemClock } from '../../../src/server/ports/clock.ts';
import { createLeaseService } from '../../../src/server/transcodes/lease-service.ts';
import { requeueExpired } from '../../../src/server/transcodes/requeue.ts';
import { createWorkerRegistry } from '../../../src/server/transcodes/worker-registry.ts';
import { rowOf } from '../../support/database.ts';
import { createTestClock, insertTask, insertVideo, leased, taskOf } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const own = keepPrivateDatabase();
beforeEach(async () => {
  for (const table of [tasks, videos, bindings, ownerTurns]) await own.db.delete(table);
});

const leases = () =>
  createLeaseService({
    db: own.db,
    clock,
    buckets: { source: 'sluice-source', media: 'sluice-media' },
    leaseSeconds: 30,
  });

describe('the queue of tasks', () => {
  it('lends each of 50 tasks once to eight workers that ask at a time', async () => {
    const videoIds = [
      await insertVideo(own.db, clock, { status: 'queued' }),
      await insertVideo(own.db, clock),
    ];
    for (let index = 0; index < 50; index++)
      await insertTask(own.db, clock, videoIds[index % 2] ?? '', { firstSegment: index });
    const service = leases();
    const lent = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const worker = ulid();
        const own: string[] = [];
        for (;;) {
          const { task } = await service.lease({ workerId: worker });
          if (!task) return own;
          own.push(task.taskId);
        }
      }),
    );
    const all = lent.flat();
    expect(all).toHaveLength(50);
    expect(new Set(all).size).toBe(50);
    const rows = await own.db.select().from(tasks);
    expect(new Set(rows.map((row) => `${row.status} ${row.epoch}`))).toEqual(new Set(['leased 1']));
  });

  it('passes by a task that no worker could do: that one fails with its video, the next is lent', async () => {
    const unplanned = await insertVideo(own.db, clock);
    await own.db.update(videos).set({ plan: null, facts: null }).where(eq(videos.id, unplanned));
    const impossible = await insertTask(own.db, clock, unplanned, { priority: URGENT_PRIORITY });
    const next = await insertTask(own.db, clock, await insertVideo(own.db, clock));
    const { task } = await leases().lease({ workerId: ulid() });
    expect(task?.taskId).toBe(next.id);
    expect(await taskOf(own.db, impossible.id)).toMatchObject({
      status: 'failed',
      errors: [{ detail: 'the task can not be lent: the plan of its video' }],
    });
    expect(await rowOf(own.db, unplanned)).toMatchObject({ status: 'failed', errorCode: 'TRANSCODE_FAILED' });
  });

  it('lends the most urgent first, then the oldest', async () => {
    const videoId = await insertVideo(own.db, clock);
    const rest = await insertTask(own.db, clock, videoId, { priority: 50, firstSegment: 0 });
    clock.advance(1);
    const newer = await insertTask(own.db, clock, videoId, { priority: 30, firstSegment: 6 });
    const older = await insertTask(own.db, clock, videoId, {
      priority: 30,
      firstSegment: 12,
      createdAt: new Date(clock.now().getTime() - 60_000),
    });
    const first = await insertTask(own.db, clock, videoId, { priority: 10, firstSegment: 18 });
    await own.db.update(videos).set({ playable: true });
    const order: string[] = [];
    for (let index = 0; index < 4; index++)
      order.push((await leases().lease({ workerId: ulid() })).task?.taskId ?? '');
    expect(order).toEqual([first.id, older.id, newer.id, rest.id]);
    expect((await leases().lease({ workerId: ulid() })).task).toBeNull();
  });

  it('lends the chunks of a video from its beginning on, though all were planned in the same millisecond', async () => {
    const videoId = await insertVideo(own.db, clock);
    const firstSegments = [13, 1, 31, 7, 25, 19];
    for (const firstSegment of firstSegments) await insertTask(own.db, clock, videoId, { firstSegment });
    const lent: number[] = [];
    for (const _ of firstSegments) {
      const { task } = await leases().lease({ workerId: ulid() });
      if (task?.kind === 'encode') lent.push(task.firstSegment);
    }
    expect(lent).toEqual([1, 7, 13, 19, 25, 31]);
  });

  it('serves people in turn: many tasks of one do not keep the next one waiting', async () => {
    const [busy, next] = [ulid(), ulid()];
    const videoId = await insertVideo(own.db, clock);
    const many = [];
    for (let index = 0; index < 4; index++) {
      many.push(await insertTask(own.db, clock, videoId, { ownerId: busy, firstSegment: index }));
      clock.advance(1);
    }
    const late = await insertTask(own.db, clock, videoId, { ownerId: next, firstSegment: 90 });
    const order: string[] = [];
    for (let index = 0; index < 5; index++) {
      order.push((await leases().lease({ workerId: ulid() })).task?.taskId ?? '');
      clock.advance(1);
    }
    const [a, b, c, d] = many.map((task) => task.id);
    expect(order).toEqual([a, late.id, b, c, d]);
  });

  it('holds the bulk of a video back until its first picture and sound are there, and nobody else', async () => {
    const [videoId, other] = [await insertVideo(own.db, clock), await insertVideo(own.db, clock)];
    const [bulk, first] = [
      await insertTask(own.db, clock, videoId, { priority: 40, firstSegment: 1 }),
      await insertTask(own.db, clock, videoId, { priority: 10, firstSegment: 0 }),
    ];
    const others = await insertTask(own.db, clock, other, { priority: 60 });
    const next = async () => (await leases().lease({ workerId: ulid() })).task?.taskId;
    expect([await next(), await next(), await next()]).toEqual([first.id, others.id, undefined]);
    await own.db.update(videos).set({ playable: true }).where(eq(videos.id, videoId));
    expect(await next()).toBe(bulk.id);
  });

  it('holds nothing back once the first tasks have ended, however they ended', async () => {
    const videoId = await insertVideo(own.db, clock);
    const bulk = await insertTask(own.db, clock, videoId, { priority: 40, firstSegment: 1 });
    await insertTask(own.db, clock, videoId, { priority: 10, firstSegment: 0, status: 'done' });
    expect((await leases().lease({ workerId: ulid() })).task?.taskId).toBe(bulk.id);
  });

  it('keeps the first tasks of a video for the worker that probed it, for a moment and no longer', async () => {
    const [prober, other] = [ulid(), ulid()];
    const [kept, taken] = [await insertVideo(own.db, clock), await insertVideo(own.db, clock)];
    for (const videoId of [kept, taken]) {
      const probed = {
        kind: 'probe',
        rungs: '',
        status: 'done',
        workerId: prober,
        finishedAt: clock.now(),
      } as const;
      await insertTask(own.db, clock, videoId, probed);
      await insertTask(own.db, clock, videoId, { priority: URGENT_PRIORITY });
    }
    const next = async (workerId: string) => (await leases().lease({ workerId })).task?.videoId;
    expect([await next(other), await next(prober)]).toEqual([undefined, kept]);
    clock.advance(1);
    expect(await next(other)).toBe(taken);
  });

  it('answers a worker that waits as soon as there is a task, and with none when web stops', async () => {
    const service = createLeaseService({
      db: own.db,
      clock: systemClock,
      buckets: { source: 'sluice-source', media: 'sluice-media' },
      leaseSeconds: 30,
    });
    const stopping = new AbortController();
    const waiting = service.wait({ workerId: ulid() }, stopping.signal);
    const task = await insertTask(own.db, clock, await insertVideo(own.db, clock));
    expect((await waiting).task?.taskId).toBe(task.id);
    const inVain = service.wait({ workerId: ulid() }, stopping.signal);
    stopping.abort();
    expect((await inVain).task).toBeNull();
  });

  it('lends to an urgent slot nothing but what somebody waits for', async () => {
    const videoId = await insertVideo(own.db, clock);
    await insertTask(own.db, clock, videoId, { priority: URGENT_PRIORITY + 1, firstSegment: 0 });
    const wanted = await insertTask(own.db, clock, videoId, { priority: URGENT_PRIORITY, firstSegment: 2 });
    const wish = { workerId: ulid(), maxPriority: URGENT_PRIORITY };
    expect((await leases().lease(wish)).task).toMatchObject({ taskId: wanted.id, isUrgent: true });
    expect((await leases().lease(wish)).task).toBeNull();
  });

  it('tells the holder of a task that somebody has begun to wait for it, and for which segment', async () => {
    const worker = ulid();
    const videoId = await insertVideo(own.db, clock);
    const { id } = await insertTask(own.db, clock, videoId, { priority: 60 });
    const { task } = await leases().lease({ workerId: worker });
    expect(task).toMatchObject({ isUrgent: false });
    const wish = { priority: taskPriority.wanted, wantedSegment: 5 };
    await own.db.update(tasks).set(wish).where(eq(tasks.id, id));
    const told = { cancel: false, isUrgent: true, wantedSegment: 5 };
    expect(await leases().renew(worker, id, 1)).toEqual(told);
  });

  it('does not hurry sound that nobody waits for, once the worker has what its video waited for', async () => {
    const worker = ulid();
    const videoId = await insertVideo(own.db, clock);
    const { id } = await insertTask(own.db, clock, videoId, { priority: taskPriority.audio });
    expect((await leases().lease({ workerId: worker })).task).toMatchObject({ isUrgent: true });
    const told = { cancel: false, isUrgent: false, wantedSegment: null };
    expect(await leases().renew(worker, id, 1)).toEqual(told);
  });

  it('lends only what waits', async () => {
    const videoId = await insertVideo(own.db, clock);
    for (const [index, status] of (['leased', 'done', 'failed', 'cancelled'] as const).entries())
      await insertTask(own.db, clock, videoId, { status, firstSegment: index });
    expect((await leases().lease({ workerId: ulid() })).task).toBeNull();
  });

  it('tells a worker what it needs and nothing of people', async () => {
    const videoId = await insertVideo(own.db, clock);
    const row = await insertTask(own.db, clock, videoId, { rungs: '360p,240p', firstSegment: 0 });
    await own.db.insert(bindings).values({
      videoId,
      track: '240p',
      number: 1,
      objectKey: `${videoId}/240p/1-1.m4s`,
      epoch: 1,
      sizeBytes: 1,
      sha256: 'a'.repeat(64),
      durationTicks: 1,
      boundAt: clock.now(),
    });
    const { task, leaseSeconds } = await leases().lease({ workerId: ulid() });
    expect(leaseSeconds).toBe(30);
    expect(leasedTask.parse(task)).toEqual(task);
    expect(task).toMatchObject({
      kind: 'encode',
      taskId: row.id,
      videoId,
      epoch: 1,
      source: { bucket: 'sluice-source', key: `${videoId}/source`, etag: 'etag' },
      rungs: ['360p', '240p'],
      bound: { '360p': [], '240p': [1] },
    });
    expect(JSON.stringify(task)).not.toMatch(/A walk|walk\.mp4|ownerId/);
  });

  it('starts the video with the first task that is lent, once', async () => {
    const videoId = await insertVideo(own.db, clock, { status: 'queued', plan: null, facts: null });
    await insertTask(own.db, clock, videoId, { kind: 'probe', rungs: '' });
    await leases().lease({ workerId: ulid() });
    expect(await rowOf(own.db, videoId)).toMatchObject({
      status: 'processing',
      processingStartedAt: clock.now(),
      version: 2,
    });
  });
});

describe('a lease', () => {
  it('lasts as long as it is renewed', async () => {
    const [videoId, worker] = [await insertVideo(own.db, clock), ulid()];
    const { id } = await insertTask(own.db, clock, videoId);
    const service = leases();
    await service.lease({ workerId: worker });
    for (let step = 0; step < 4; step++) {
      clock.advance(25);
      expect(await service.renew(worker, id, 1)).toMatchObject({ cancel: false });
      expect(await requeueExpired(own.db, clock)).toBe(0);
    }
    clock.advance(31);
    expect(await requeueExpired(own.db, clock)).toBe(1);
    expect(await service.renew(worker, id, 1)).toMatchObject({ cancel: true });
  });

  it.each([
    ['another worker', { worker: ulid() }],
    ['another epoch', { epoch: 2 }],
    ['another task', { id: ulid() }],
  ])('is not renewed by %s', async (_, over: { worker?: string; id?: string; epoch?: number }) => {
    const [videoId, worker] = [await insertVideo(own.db, clock), ulid()];
    const { id } = await insertTask(own.db, clock, videoId);
    await leases().lease({ workerId: worker });
    const asked = { worker, id, epoch: 1, ...over };
    expect(await leases().renew(asked.worker, asked.id, asked.epoch)).toMatchObject({ cancel: true });
    expect(await leases().renew(worker, id, 1)).toMatchObject({ cancel: false });
  });

  it.each(['done', 'failed', 'cancelled', 'waiting'] as const)(
    'of a task that is %s ends',
    async (status) => {
      const [videoId, worker] = [await insertVideo(own.db, clock), ulid()];
      const { id } = await insertTask(own.db, clock, videoId);
      await leases().lease({ workerId: worker });
      await own.db.update(tasks).set({ status }).where(eq(tasks.id, id));
      expect(await leases().renew(worker, id, 1)).toMatchObject({ cancel: true });
    },
  );
});

describe('a lease that runs out', () => {
  it('gives its task back, counted, and no other', async () => {
    const videoId = await insertVideo(own.db, clock);
    const late = await insertTask(own.db, clock, videoId, leased(clock));
    clock.advance(20);
    const live = await insertTask(own.db, clock, videoId, { ...leased(clock), firstSegment: 6 });
    clock.advance(20);
    expect(await requeueExpired(own.db, clock)).toBe(1);
    expect(await requeueExpired(own.db, clock)).toBe(0);
    expect(await taskOf(own.db, late.id)).toMatchObject({
      status: 'waiting',
      epoch: 1,
      lostLeases: 1,
      ffmpegErrors: 0,
      workerId: null,
      leaseUntil: null,
      errors: [{ epoch: 1, code: 'WORKERS_LOST' }],
    });
    expect(await taskOf(own.db, live.id)).toEqual(live);
  });

  it('is given back once when two sweepers look at a time', async () => {
    const videoId = await insertVideo(own.db, clock);
    const { id } = await insertTask(own.db, clock, videoId, leased(clock));
    clock.advance(31);
    const counts = await Promise.all([1, 2, 3].map(() => requeueExpired(own.db, clock)));
    expect(counts.sort()).toEqual([0, 0, 1]);
    expect((await taskOf(own.db, id)).lostLeases).toBe(1);
  });

  it('is lent again under the next epoch', async () => {
    const videoId = await insertVideo(own.db, clock);
    const { id } = await insertTask(own.db, clock, videoId, leased(clock));
    clock.advance(31);
    await requeueExpired(own.db, clock);
    expect((await leases().lease({ workerId: ulid() })).task).toMatchObject({ taskId: id, epoch: 2 });
  });

  it(`fails its video as WORKERS_LOST after ${attemptCaps.lostLeases} of them, and not before`, async () => {
    const videoId = await insertVideo(own.db, clock);
    const { id } = await insertTask(own.db, clock, videoId, { priority: 0 });
    const other = await insertTask(own.db, clock, videoId, { firstSegment: 6 });
    for (let lost = 1; lost <= attemptCaps.lostLeases; lost++) {
      expect(await rowOf(own.db, videoId)).toMatchObject({ status: 'processing' });
      expect((await leases().lease({ workerId: ulid() })).task).toMatchObject({ taskId: id, epoch: lost });
      clock.advance(31);
      expect(await requeueExpired(own.db, clock)).toBe(1);
    }
    expect(await taskOf(own.db, id)).toMatchObject({ status: 'failed', lostLeases: 20 });
    expect(await taskOf(own.db, other.id)).toMatchObject({ status: 'cancelled' });
    expect(await rowOf(own.db, videoId)).toMatchObject({
      status: 'failed',
      playable: false,
      errorCode: 'WORKERS_LOST',
      errorStage: 'encoding-240p',
      version: 2,
    });
    expect((await leases().lease({ workerId: ulid() })).task).toBeNull();
  });
});

describe('a worker', () => {
  it('enters once with its ticket, and is known by its session until it leaves', async () => {
    const registry = createWorkerRegistry({ db: own.db, clock });
    const { workerId, ticket } = await registry.announce('process', false);
    await expect(registry.enter(workerId, 'another')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const { sessionToken } = await registry.enter(workerId, ticket);
    await expect(registry.enter(workerId, ticket)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(await registry.workerOf(`${workerId}.${sessionToken}`)).toEqual({ workerId, capacity: 'local' });
    expect(await registry.workerOf(`${workerId}.${ticket}`)).toBeUndefined();
    expect(await registry.workerOf(`${ulid()}.${sessionToken}`)).toBeUndefined();
    await registry.leave(workerId);
    expect(await registry.workerOf(`${workerId}.${sessionToken}`)).toBeUndefined();
  });

  it('gives its tasks back at once when it leaves, and those of no other', async () => {
    const registry = createWorkerRegistry({ db: own.db, clock });
    const [leaving, staying] = [
      await registry.announce('process', false),
      await registry.announce('process', false),
    ];
    const videoId = await insertVideo(own.db, clock);
    const held = await insertTask(own.db, clock, videoId, { ...leased(clock), workerId: leaving.workerId });
    const kept = await insertTask(own.db, clock, videoId, {
      ...leased(clock),
      workerId: staying.workerId,
      firstSegment: 6,
    });
    await registry.leave(leaving.workerId);
    await registry.leave(leaving.workerId);
    expect(await taskOf(own.db, held.id)).toMatchObject({ status: 'waiting', lostLeases: 1 });
    expect(await taskOf(own.db, kept.id)).toEqual(kept);
  });
});
