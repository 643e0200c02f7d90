/** Spot and on demand: who is lent what, what is launched, and what happens when there is no spot. */
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { beforeEach, describe, expect, it } from 'vitest';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { workers } from '../../../src/server/db/schema/workers.ts';
import { createLog } from '../../../src/server/log.ts';
import { scaleWorkers } from '../../../src/server/orchestrator/scale-workers.ts';
import type { LaunchRequest, WorkerLauncher } from '../../../src/server/ports/worker-launcher.ts';
import { createLeaseService } from '../../../src/server/transcodes/lease-service.ts';
import { releaseFromSpot } from '../../../src/server/transcodes/spot-fallback.ts';
import { createWorkerRegistry } from '../../../src/server/transcodes/worker-registry.ts';
import { createTestClock, insertTask, insertVideo, taskOf } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const own = keepPrivateDatabase();
beforeEach(async () => {
  for (const table of [tasks, videos, workers]) await own.db.delete(table);
});

const registryOf = () => createWorkerRegistry({ db: own.db, clock });
const buckets = { source: 'sluice-source', media: 'sluice-media' };
const lease = (capacity: 'spot' | 'on-demand' | 'local') =>
  createLeaseService({ db: own.db, clock, buckets, leaseSeconds: 30 }).lease({ workerId: ulid(), capacity });

async function enterSpot(): Promise<string> {
  const { workerId, ticket } = await registryOf().announce('ecs', false, 'spot');
  clock.advance(1);
  await registryOf().enter(workerId, ticket);
  return workerId;
}

describe('a task for spot', () => {
  it('is lent to spot and local workers and to no on-demand one; any goes anywhere', async () => {
    const videoId = await insertVideo(own.db, clock);
    await own.db.update(videos).set({ playable: true }).where(eq(videos.id, videoId));
    const spot = await insertTask(own.db, clock, videoId, { capacity: 'spot', priority: 10 });
    const any = await insertTask(own.db, clock, videoId, { firstSegment: 6, priority: 60 });
    expect((await lease('on-demand')).task?.taskId).toBe(any.id);
    expect((await lease('on-demand')).task).toBeNull();
    expect((await lease('spot')).task?.taskId).toBe(spot.id);
    await insertTask(own.db, clock, videoId, { firstSegment: 12, capacity: 'spot' });
    expect((await lease('local')).task).not.toBeNull();
  });

  it('goes to any worker after a minute without spot, and not before', async () => {
    const videoId = await insertVideo(own.db, clock);
    const { id } = await insertTask(own.db, clock, videoId, { capacity: 'spot' });
    clock.advance(59);
    expect(await releaseFromSpot(own.db, clock)).toBe(0);
    clock.advance(2);
    expect(await releaseFromSpot(own.db, clock)).toBe(1);
    expect((await taskOf(own.db, id)).capacity).toBe('any');
  });

  it('stays while spot workers are there or were a moment ago, and waits a minute longer for one that starts', async () => {
    const videoId = await insertVideo(own.db, clock);
    await insertTask(own.db, clock, videoId, { capacity: 'spot' });
    clock.advance(300);
    const workerId = await enterSpot();
    expect(await releaseFromSpot(own.db, clock)).toBe(0);
    await registryOf().leave(workerId);
    clock.advance(59);
    expect(await releaseFromSpot(own.db, clock)).toBe(0);
    const late = await insertTask(own.db, clock, videoId, { capacity: 'spot', firstSegment: 6 });
    await registryOf().announce('ecs', false, 'spot');
    clock.advance(61);
    // The first has waited for ever; the second only while one was on its way.
    expect(await releaseFromSpot(own.db, clock)).toBe(1);
    expect((await taskOf(own.db, late.id)).capacity).toBe('spot');
    clock.advance(60);
    expect(await releaseFromSpot(own.db, clock)).toBe(1);
  });
});

describe('scaling', () => {
  const asked: LaunchRequest[] = [];
  /** Has no spot to give. */
  const launcher: WorkerLauncher = {
    name: 'ecs',
    launch: async (request) => {
      asked.push(request);
      return { handle: 'arn', capacity: 'on-demand' };
    },
    inspect: async () => new Map(),
    stop: async () => undefined,
    stopAll: async () => undefined,
    onExit: () => undefined,
  };
  const scale = (limits: { min: number; max: number }) => {
    asked.length = 0;
    const log = createLog('test', 'error');
    return scaleWorkers({
      db: own.db,
      clock,
      registry: registryOf(),
      launcher,
      log,
      limits,
      idleSeconds: 60,
    });
  };

  it('launches by the work that waits, so that small videos share a worker, and no more while those start', async () => {
    for (let index = 0; index < 12; index++) {
      const videoId = await insertVideo(own.db, clock);
      await insertTask(own.db, clock, videoId, { weight: 5, firstSegment: index });
    }
    expect(await scale({ min: 0, max: 8 })).toBe(1);
    expect(asked[0]).toMatchObject({ capacity: 'on-demand', idleSeconds: 60 });
    expect(await scale({ min: 0, max: 8 })).toBe(0);
    await insertTask(own.db, clock, await insertVideo(own.db, clock), { weight: 2000 });
    expect(await scale({ min: 0, max: 8 })).toBe(7);
    expect(await scale({ min: 0, max: 8 })).toBe(0);
  });

  it('asks for spot for what waits for spot, and notes what it got', async () => {
    await insertTask(own.db, clock, await insertVideo(own.db, clock), { weight: 50, capacity: 'spot' });
    expect(await scale({ min: 1, max: 4 })).toBe(1);
    expect(asked[0]).toMatchObject({ capacity: 'spot' });
    expect(await own.db.select({ capacity: workers.capacity }).from(workers)).toEqual([
      { capacity: 'on-demand' },
    ]);
  });

  it('keeps the minimum warm without any work', async () => {
    expect(await scale({ min: 2, max: 4 })).toBe(2);
    expect(asked.map(({ capacity, idleSeconds }) => [capacity, idleSeconds])).toEqual([
      ['on-demand', null],
      ['on-demand', null],
    ]);
  });
});
