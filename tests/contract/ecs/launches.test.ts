/** Launches from the decision to the end, in the database and on a fake ECS: one container per need, none left over. */
import { eq } from 'drizzle-orm';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEcsWorkerLauncher } from '../../../src/server/adapters/ecs-worker-launcher.ts';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { workers } from '../../../src/server/db/schema/workers.ts';
import { lookAfterWorkers } from '../../../src/server/orchestrator/look-after-workers.ts';
import { scaleWorkers } from '../../../src/server/orchestrator/scale-workers.ts';
import { createWorkerRegistry } from '../../../src/server/transcodes/worker-registry.ts';
import { type FakeEcs, startFakeEcs } from '../../support/fake-ecs/fake-ecs.ts';
import { faults } from '../../support/fake-ecs/faults.ts';
import { stops } from '../../support/fake-ecs/task.ts';
import { createTestClock, insertTask, insertVideo, taskOf } from '../database/planned-video.ts';
import { createPrivateDatabase, type PrivateDatabase } from '../database/private-database.ts';
import { ecsSettings } from './ecs-settings.ts';

const clock = createTestClock();
const log = pino({ level: 'silent' });
let own: PrivateDatabase;
let ecs: FakeEcs;

beforeAll(async () => {
  own = await createPrivateDatabase();
});
afterAll(() => own.remove());
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  ecs = await startFakeEcs();
  for (const table of [tasks, videos, workers]) await own.db.delete(table);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await ecs.close();
});

/** An orchestrator that has just started: it knows what the database knows. */
function createParts() {
  const launcher = createEcsWorkerLauncher({ ...ecsSettings(ecs.url), callAttempts: 1, callTimeoutMs: 300 });
  return { db: own.db, clock, registry: createWorkerRegistry({ db: own.db, clock }), launcher, log };
}
const scale = (limits = { min: 1, max: 4 }) => scaleWorkers({ ...createParts(), limits, idleSeconds: 60 });
const lookAfter = () => lookAfterWorkers(createParts());
const rows = () => own.db.select().from(workers).orderBy(workers.id);
const arns = () => ecs.tasks().map(({ taskArn }) => taskArn);
const livingArns = () =>
  ecs
    .tasks()
    .filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
    .map(({ taskArn }) => taskArn);

async function enterAll(): Promise<void> {
  const active = { status: 'active', ticketHash: null, launchTicket: null, lastSeenAt: clock.now() } as const;
  await own.db.update(workers).set(active).where(eq(workers.status, 'launched'));
}

describe('one container per need', () => {
  it.each([
    ['the answer was lost', faults.answerLost],
    ['the connection was cut', faults.cutAfter],
  ])('when %s after the launch: the next orchestrator asks for the very same one', async (_, fault) => {
    ecs.fail('RunTask', fault);
    expect(await scale()).toBe(0);
    expect(await scale()).toBe(0);
    expect(arns()).toHaveLength(1);
    clock.advance(2);
    expect(await scale()).toBe(1);
    expect(arns()).toHaveLength(1);
    expect(await rows()).toMatchObject([{ handle: arns()[0], launchTicket: null, capacity: 'on-demand' }]);
  });

  it('when the orchestrator dies between RunTask and the note of it', async () => {
    const parts = createParts();
    vi.spyOn(parts.registry, 'setLaunched').mockRejectedValue(new Error('killed here'));
    vi.spyOn(parts.registry, 'repeatLater').mockRejectedValue(new Error('killed here'));
    const dying = scaleWorkers({ ...parts, limits: { min: 1, max: 4 }, idleSeconds: 60 });
    await expect(dying).rejects.toThrow('killed here');
    expect(await rows()).toMatchObject([{ status: 'launched', handle: null }]);
    expect(await scale()).toBe(1);
    expect(arns()).toHaveLength(1);
    expect(await rows()).toMatchObject([{ handle: arns()[0] }]);
    expect(await scale()).toBe(0);
  });

  it('when it dies after spot was refused: the place that was asked next is asked again, not the first', async () => {
    await insertTask(own.db, clock, await insertVideo(own.db, clock), { weight: 50, capacity: 'spot' });
    ecs.fail('RunTask', faults.noRoom, faults.cutAfter);
    expect(await scale({ min: 0, max: 4 })).toBe(0);
    expect(await rows()).toMatchObject([{ launchAttempt: 1, handle: null }]);
    clock.advance(2);
    // By now there is room on spot: asked anew, a second task would start there.
    expect(await scale({ min: 0, max: 4 })).toBe(1);
    expect(arns()).toHaveLength(1);
    expect(await rows()).toMatchObject([{ handle: arns()[0], capacity: 'on-demand' }]);
  });

  it('when two replicas settle the same launch at a time', async () => {
    ecs.fail('RunTask', faults.cutBefore);
    await scale();
    clock.advance(2);
    await Promise.all([scale(), scale()]);
    expect(arns()).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });
});

describe('launches that come to nothing', () => {
  it('fall back from spot to on demand in one turn, with the work, and once', async () => {
    const videoId = await insertVideo(own.db, clock);
    const task = await insertTask(own.db, clock, videoId, { weight: 50, capacity: 'spot' });
    ecs.refuse('FARGATE_SPOT', faults.noCapacityException);
    expect(await scale({ min: 0, max: 4 })).toBe(1);
    expect(ecs.tasks()).toMatchObject([{ capacityProviderName: 'FARGATE' }]);
    // Else the worker that came might not be lent what it came for, and another would be launched each turn.
    expect((await taskOf(own.db, task.id)).capacity).toBe('any');
    expect(await scale({ min: 0, max: 4 })).toBe(0);
  });

  it('rest longer and longer, to a minute, and go on when there is room', async () => {
    ecs.refuse('FARGATE_SPOT', faults.noRoom);
    ecs.refuse('FARGATE', faults.noRoom);
    const callsPer = [];
    for (let minute = 0; minute < 5; minute++) {
      const before = ecs.calls.length;
      for (let turn = 0; turn < 60; turn++) {
        await scale();
        clock.advance(1);
      }
      callsPer.push(ecs.calls.length - before);
    }
    expect(callsPer[0]).toBeGreaterThan(4);
    // Two places, asked once or twice a minute.
    for (const calls of callsPer.slice(1)) expect(calls).toBeLessThanOrEqual(4);
    expect(new Set((await rows()).map(({ endCause }) => endCause))).toEqual(new Set(['refused']));
    ecs.refuse('FARGATE', null);
    clock.advance(61);
    expect(await scale()).toBe(1);
  });

  it('throttled: the same launch is repeated after a pause, and nothing else is asked for meanwhile', async () => {
    ecs.fail('RunTask', faults.rateExceeded, faults.rateExceeded);
    expect(await scale({ min: 3, max: 4 })).toBe(0);
    expect(await scale({ min: 3, max: 4 })).toBe(0);
    expect(ecs.calls).toHaveLength(1);
    clock.advance(2);
    expect(await scale({ min: 3, max: 4 })).toBe(0);
    clock.advance(3);
    expect(await scale({ min: 3, max: 4 })).toBe(3);
    expect(new Set(ecs.calls.map(({ body }) => body.clientToken)).size).toBe(3);
  });

  it('rest after tasks that fail to start as after refusals', async () => {
    await scale();
    const [task] = ecs.tasks();
    if (task) ecs.end(task, stops.cannotPull);
    expect(await lookAfter()).toMatchObject({ ended: 1 });
    expect(await rows()).toMatchObject([{ endCause: 'never-started', goneAt: clock.now() }]);
    expect(await scale()).toBe(0);
    clock.advance(1);
    expect(await scale()).toBe(1);
  });

  it('are never more than the cap, whatever waits', async () => {
    await insertTask(own.db, clock, await insertVideo(own.db, clock), { weight: 1e6 });
    expect(await scale({ min: 0, max: 10 })).toBe(10);
    expect(await scale({ min: 0, max: 10 })).toBe(0);
    expect(arns()).toHaveLength(10);
  });
});

describe('a look at all workers', () => {
  it('stops what stays PENDING for ever after five minutes, and a new one is launched', async () => {
    await scale();
    const [pending] = ecs.tasks();
    if (pending) ecs.setStatus(pending, 'PENDING');
    clock.advance(299);
    expect(await lookAfter()).toEqual({ silent: 0, ended: 0, stopped: 0 });
    clock.advance(2);
    expect(await lookAfter()).toEqual({ silent: 1, ended: 0, stopped: 1 });
    expect(pending?.desiredStatus).toBe('STOPPED');
    clock.advance(1);
    expect(await scale()).toBe(1);
    expect(livingArns()).toHaveLength(1);
  });

  it('does not take a task for gone that is MISSING just after its launch', async () => {
    await scale();
    const [task] = ecs.tasks();
    if (task) ecs.setSeen(task, false);
    clock.advance(60);
    expect(await lookAfter()).toEqual({ silent: 0, ended: 0, stopped: 0 });
    expect(await rows()).toMatchObject([{ status: 'launched', goneAt: null }]);
  });

  it('notes an end that no event told of, and gives back what the worker held', async () => {
    await scale();
    await enterAll();
    const [worker] = await rows();
    const [task] = ecs.tasks();
    const held = await insertTask(own.db, clock, await insertVideo(own.db, clock), {
      status: 'leased',
      epoch: 1,
      workerId: worker?.id ?? '',
      leaseUntil: new Date(clock.now().getTime() + 30_000),
    });
    if (task) ecs.end(task, stops.outOfMemory);
    expect(await lookAfter()).toMatchObject({ ended: 1 });
    const [row] = await own.db.select().from(tasks).where(eq(tasks.id, held.id));
    expect(row).toMatchObject({ status: 'waiting', outOfMemory: 1, lostLeases: 0 });
  });

  it('stops a worker that was given up for its silence, and one that says it left and stays', async () => {
    await scale({ min: 2, max: 4 });
    await enterAll();
    const [silent, leaving] = await rows();
    clock.advance(61);
    await own.db
      .update(workers)
      .set({ lastSeenAt: clock.now() })
      .where(eq(workers.id, leaving?.id ?? ''));
    expect(await lookAfter()).toEqual({ silent: 1, ended: 0, stopped: 1 });
    expect(livingArns()).toEqual([leaving?.handle]);
    await createParts().registry.leave(leaving?.id ?? '');
    expect(await lookAfter()).toMatchObject({ stopped: 0 });
    clock.advance(61);
    expect(await lookAfter()).toMatchObject({ stopped: 1 });
    expect(livingArns()).toEqual([]);
    expect((await rows()).find(({ id }) => id === silent?.id)).toMatchObject({ endCause: 'silent' });
  });

  it('stops what a lost call started whose launch was given up, and goes on where one can not be stopped', async () => {
    ecs.fail('RunTask', faults.cutAfter);
    await scale();
    clock.advance(301);
    ecs.fail('StopTask', faults.rateExceeded);
    expect(await lookAfter()).toEqual({ silent: 1, ended: 0, stopped: 0 });
    expect(livingArns()).toHaveLength(1);
    expect(await lookAfter()).toEqual({ silent: 0, ended: 0, stopped: 1 });
    expect(livingArns()).toEqual([]);
    expect(await lookAfter()).toEqual({ silent: 0, ended: 0, stopped: 0 });
  });
});
