/** What ECS tells of its tasks: twice, late and out of order, each end has its effect once and under its cause. */
import { ulid } from 'ulid';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseEcsTaskChange } from '../../../src/lib/domain/ecs-event.ts';
import { processedEvents } from '../../../src/server/db/schema/processed-events.ts';
import { type TaskRow, tasks } from '../../../src/server/db/schema/tasks.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { workers } from '../../../src/server/db/schema/workers.ts';
import { inboxIdOf, processOnce } from '../../../src/server/inbox/once.ts';
import { applyEcsChange } from '../../../src/server/transcodes/apply-ecs-change.ts';
import { createWorkerRegistry } from '../../../src/server/transcodes/worker-registry.ts';
import { createCluster } from '../../support/fake-ecs/cluster.ts';
import { serviceAction, taskStateChange } from '../../support/fake-ecs/events.ts';
import { type FakeStop, type FakeTask, stops } from '../../support/fake-ecs/task.ts';
import { createTestClock, insertTask, insertVideo, leased, taskOf } from '../database/planned-video.ts';
import { keepPrivateDatabase } from '../database/private-database.ts';

const clock = createTestClock();
const own = keepPrivateDatabase();
beforeEach(async () => {
  for (const table of [tasks, videos, workers, processedEvents]) await own.db.delete(table);
});

/** As the consumer of `ecs.events` does it. */
async function deliver(json: string): Promise<void> {
  const change = parseEcsTaskChange(json);
  if (!change) return;
  await processOnce(own.db, clock, 'test', inboxIdOf(change.eventId), (tx) =>
    applyEcsChange(tx, clock, change),
  );
}

interface Scene {
  readonly workerId: string;
  readonly held: TaskRow;
  readonly other: TaskRow;
  /** All that ECS has told, in order; each is a document of its own. */
  readonly told: string[];
  readonly end: (stop: FakeStop) => void;
  readonly setStatus: (status: string) => void;
  readonly arn: string;
}

/** A worker with a task in hand, its container RUNNING, and another worker's task beside. */
async function setUp({ hasEntered = true } = {}): Promise<Scene> {
  const registry = createWorkerRegistry({ db: own.db, clock });
  const { workerId, ticket } = await registry.announce('ecs', false, 'on-demand');
  const told: string[] = [];
  const cluster = createCluster({ onChange: (task) => void told.push(taskStateChange(task)) });
  const launched = cluster.runTask({
    cluster: 'sluice',
    taskDefinition: 'transcoder:7',
    clientToken: workerId,
    startedBy: `sluice/${workerId}`,
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }],
    overrides: { containerOverrides: [{ name: 'transcoder', environment: [] }] },
    tags: [],
  });
  const task = cluster.tasks.get(launched.tasks[0]?.taskArn ?? '') as FakeTask;
  await registry.setLaunched(workerId, { handle: task.taskArn, capacity: 'on-demand' });
  if (hasEntered) await registry.enter(workerId, ticket);
  const videoId = await insertVideo(own.db, clock);
  return {
    workerId,
    held: await insertTask(own.db, clock, videoId, { ...leased(clock), workerId }),
    other: await insertTask(own.db, clock, videoId, { ...leased(clock), firstSegment: 6, workerId: ulid() }),
    told,
    end: (stop) => cluster.end(task, stop),
    setStatus: (status) => cluster.setStatus(task, status),
    arn: task.taskArn,
  };
}
const workerRow = async () => (await own.db.select().from(workers))[0];

describe('a container that has stopped', () => {
  it.each([
    ['spot interruption', stops.spot, { lostLeases: 1, outOfMemory: 0 }, 'WORKERS_LOST'],
    ['spot, killed after its notice', stops.spotKilled, { lostLeases: 1, outOfMemory: 0 }, 'WORKERS_LOST'],
    ['out of memory', stops.outOfMemory, { lostLeases: 0, outOfMemory: 1 }, 'OUT_OF_MEMORY'],
    ['137 without words', stops.killed, { lostLeases: 0, outOfMemory: 1 }, 'OUT_OF_MEMORY'],
    ['a crash', stops.crashed, { lostLeases: 1, outOfMemory: 0 }, 'WORKERS_LOST'],
    ['a termination notice', stops.termination, { lostLeases: 1, outOfMemory: 0 }, 'WORKERS_LOST'],
    ['a stop by a person', stops.user, { lostLeases: 1, outOfMemory: 0 }, 'WORKERS_LOST'],
  ])('by %s: its lease ends at once under that cause, and no other', async (_, stop, counts, code) => {
    const { held, other, told, end } = await setUp();
    end(stop);
    await deliver(told.at(-1) ?? '');
    expect(await taskOf(own.db, held.id)).toMatchObject({
      status: 'waiting',
      ...counts,
      ffmpegErrors: 0,
      errors: [{ code, detail: expect.stringContaining(stop.stoppedReason) }],
    });
    expect(await taskOf(own.db, other.id)).toEqual(other);
    expect(await workerRow()).toMatchObject({ status: 'exited', goneAt: clock.now() });
  });

  it('before its worker entered is a launch that failed', async () => {
    const { told, end } = await setUp({ hasEntered: false });
    end(stops.cannotPull);
    await deliver(told.at(-1) ?? '');
    expect(await workerRow()).toMatchObject({
      endCause: 'never-started',
      endDetail: expect.stringContaining('CannotPullContainerError'),
    });
  });

  it('is known before ECS has tidied up', async () => {
    const { held, told, setStatus } = await setUp();
    setStatus('DEPROVISIONING');
    await deliver(told.at(-1) ?? '');
    expect((await taskOf(own.db, held.id)).status).toBe('waiting');
  });

  it('is told by an event that is there before the answer to its launch', async () => {
    const { told, arn } = await setUp({ hasEntered: false });
    await own.db.update(workers).set({ handle: null });
    await deliver(told[0] ?? '');
    expect(await workerRow()).toMatchObject({ handle: arn, launcherStatus: 'PROVISIONING' });
  });
});

describe('events that come twice, late or out of order', () => {
  it('twice: the second changes nothing', async () => {
    const { held, told, end } = await setUp();
    end(stops.spot);
    await deliver(told.at(-1) ?? '');
    const [task, worker] = [await taskOf(own.db, held.id), await workerRow()];
    clock.advance(5);
    await deliver(told.at(-1) ?? '');
    // The same change under another id, as EventBridge may send it too.
    await deliver((told.at(-1) ?? '').replace(/"id":"[^"]+"/, `"id":"${ulid()}"`));
    expect(await taskOf(own.db, held.id)).toEqual(task);
    expect(await workerRow()).toEqual(worker);
  });

  it('in every order: the newest counts', async () => {
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [3, 0, 1, 2],
      [1, 3, 0, 2],
    ];
    for (const order of orders) {
      for (const table of [tasks, videos, workers, processedEvents]) await own.db.delete(table);
      const { held, told, setStatus, end } = await setUp();
      setStatus('PENDING');
      setStatus('RUNNING');
      end(stops.spot);
      for (const index of order) await deliver(told[index] ?? '');
      expect(await workerRow()).toMatchObject({
        launcherStatus: 'STOPPED',
        launcherVersion: 4,
        status: 'exited',
      });
      expect(await taskOf(own.db, held.id)).toMatchObject({ status: 'waiting', lostLeases: 1 });
    }
  });

  it('late, of a worker that has left and whose task another holds: that one keeps it', async () => {
    const { held, told, end, workerId } = await setUp();
    await createWorkerRegistry({ db: own.db, clock }).leave(workerId);
    const again = { ...leased(clock, 2), workerId: ulid() };
    await own.db.update(tasks).set(again);
    end(stops.exited);
    await deliver(told.at(-1) ?? '');
    expect(await taskOf(own.db, held.id)).toMatchObject({ ...again, lostLeases: 1 });
    expect(await workerRow()).toMatchObject({ endCause: 'left' });
  });

  it.each([
    [
      'of another container than the worker has',
      (json: string) => json.replaceAll(/task\/sluice\/\w+/g, 'task/sluice/x'),
    ],
    ['of a task that somebody else started', (json: string) => json.replaceAll(/sluice\/0/g, 'them/0')],
    [
      'of a worker that nobody knows',
      (json: string) => json.replace(/"startedBy":"sluice\/\w{26}/, `"startedBy":"sluice/${ulid()}`),
    ],
  ])('%s: changes nothing', async (_, twist) => {
    const { held, told, end } = await setUp();
    end(stops.spot);
    const before = await workerRow();
    await deliver(twist(told.at(-1) ?? ''));
    expect(await taskOf(own.db, held.id)).toEqual(held);
    expect(await workerRow()).toEqual(before);
  });

  it('of another kind: is passed over; one that can not be read: is said to be', async () => {
    await deliver(serviceAction());
    await expect(deliver('{"detail-type":"ECS Task State Change","id":"1","detail":{}}')).rejects.toThrow();
  });
});
