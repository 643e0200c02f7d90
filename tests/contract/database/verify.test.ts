/** The whole is verified once all is done; what is found wanting is made anew once, and fails the video the second time. */
import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EventMessage, SegmentFault } from '../../../src/lib/domain/events.ts';
import { INIT_SEGMENT } from '../../../src/lib/domain/object-keys.ts';
import type { TaskKind } from '../../../src/lib/domain/task-status.ts';
import { leasedTask } from '../../../src/lib/domain/worker-protocol.ts';
import { type TaskRow, tasks } from '../../../src/server/db/schema/tasks.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { processOnce } from '../../../src/server/inbox/once.ts';
import { applyFact } from '../../../src/server/transcodes/apply-fact.ts';
import { createLeaseService } from '../../../src/server/transcodes/lease-service.ts';
import { restartTasks, reviveTasks } from '../../../src/server/videos/repository.ts';
import { bindingsOf, rowOf } from '../../support/database.ts';
import {
  boundFact,
  createTestClock,
  initFact,
  insertLeasedTasks,
  insertVideo,
  leased,
  planned,
  succeededFact,
  taskOf,
  workerId,
} from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const AUDIO_SEGMENTS = 3;
const own = keepPrivateDatabase();
beforeEach(() => own.db.delete(tasks));

const apply = (event: EventMessage) =>
  processOnce(own.db, clock, 'orchestrator', event.id, (tx) => applyFact(tx, clock, event));

const buckets = { source: 's', media: 'm' };
const lease = async () =>
  (await createLeaseService({ db: own.db, clock, buckets, leaseSeconds: 30 }).lease({ workerId })).task;

const tasksBy = async (videoId: string, kind: TaskKind) =>
  own.db
    .select()
    .from(tasks)
    .where(eq(tasks.videoId, videoId))
    .orderBy(asc(tasks.firstSegment), asc(tasks.rungs))
    .then((rows) => rows.filter((row) => row.kind === kind));

/** The round of `verify` that is not over, lent to a worker. */
async function leaseVerify(videoId: string): Promise<TaskRow> {
  const open = (await tasksBy(videoId, 'verify')).filter(({ status }) => status === 'waiting');
  expect(open).toHaveLength(1);
  const [{ id, epoch } = { id: '', epoch: 0 }] = open;
  await own.db
    .update(tasks)
    .set(leased(clock, epoch + 1))
    .where(eq(tasks.id, id));
  return taskOf(own.db, id);
}

/** What a worker tells of a whole task. */
function factsOf(task: TaskRow): EventMessage[] {
  const tracks = task.kind === 'audio' ? ['audio'] : task.kind === 'encode' ? task.rungs.split(',') : [];
  const count = task.kind === 'audio' ? AUDIO_SEGMENTS : task.segmentCount;
  const bound = tracks.flatMap((track) => [
    initFact(task, track),
    ...Array.from({ length: count }, (_, index) => boundFact(task, track, task.firstSegment + index)),
  ]);
  if (task.kind === 'audio')
    return [...bound, succeededFact(task, { kind: 'audio', segmentCount: AUDIO_SEGMENTS })];
  if (task.kind === 'stills')
    return [
      ...bound,
      succeededFact(task, { kind: 'stills', thumbnailKey: 'x', candidateKeys: [], storyboard: null }),
    ];
  return [...bound, succeededFact(task)];
}

/** A video of which all is done but `verify`. */
async function encodeVideo(): Promise<string> {
  const videoId = await insertVideo(own.db, clock);
  for (const task of await insertLeasedTasks(own.db, clock, videoId))
    for (const fact of factsOf(task)) await apply(fact);
  return videoId;
}

async function verify(videoId: string, faults: readonly SegmentFault[]): Promise<TaskRow> {
  const task = await leaseVerify(videoId);
  await apply(succeededFact(task, { kind: 'verify', faults: [...faults] }));
  return task;
}

/** Lends again what waits, and tells all of it as the new worker does. */
async function redoAll(videoId: string): Promise<TaskRow[]> {
  const waiting = [...(await tasksBy(videoId, 'encode')), ...(await tasksBy(videoId, 'audio'))].filter(
    ({ status }) => status === 'waiting',
  );
  const lent: TaskRow[] = [];
  for (const { id, epoch } of waiting) {
    await own.db
      .update(tasks)
      .set(leased(clock, epoch + 1))
      .where(eq(tasks.id, id));
    const task = await taskOf(own.db, id);
    lent.push(task);
    for (const fact of factsOf(task)) await apply(fact);
  }
  return lent;
}

const lowest = planned.rungs.at(-1)?.name ?? '';
const fault = (track: string, number: number): SegmentFault => ({ track, number, reason: 'is off' });
const epochsOf = async (videoId: string) =>
  Object.fromEntries(
    (await bindingsOf(own.db, videoId)).map(({ track, number, epoch }) => [`${track}/${number}`, epoch]),
  );

describe('the whole of a video', () => {
  it('is verified by one task, after all others, and then only waits to be published', async () => {
    const videoId = await insertVideo(own.db, clock);
    const rows = await insertLeasedTasks(own.db, clock, videoId);
    const facts = rows.map(factsOf);
    for (const some of facts.slice(0, -1)) for (const one of some) await apply(one);
    expect(await tasksBy(videoId, 'verify')).toEqual([]);
    for (const one of facts.at(-1) ?? []) await apply(one);
    expect((await rowOf(own.db, videoId)).encodedAt).toBeNull();
    await verify(videoId, []);
    expect(await rowOf(own.db, videoId)).toMatchObject({ status: 'processing', encodedAt: clock.now() });
    expect(await tasksBy(videoId, 'verify')).toMatchObject([{ status: 'done' }]);
  });

  it('is told to a worker with all that is bound, and how much that must be', async () => {
    const videoId = await encodeVideo();
    const task = leasedTask.parse(await lease());
    if (task.kind !== 'verify') throw new Error(`lent ${task.kind}`);
    const names = planned.rungs.map(({ name }) => name);
    expect(task.tracks.map(({ track, segmentCount }) => [track, segmentCount])).toEqual([
      ...names.map((name) => [name, planned.grid.segmentCount]),
      ['audio', AUDIO_SEGMENTS],
    ]);
    for (const { objects, segmentCount } of task.tracks)
      expect(objects.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: segmentCount + 1 }, (_, index) => index - 1),
      );
    expect(task.tracks[0]?.objects).toContainEqual({
      number: 0,
      key: `${videoId}/${names[0]}/0-1.m4s`,
      sizeBytes: 1_000,
      sha256: 'b'.repeat(64),
      durationTicks: 40_000,
    });
  });

  it('is not verified again for what is made after it was published', async () => {
    const videoId = await encodeVideo();
    await verify(videoId, []);
    await own.db.update(videos).set({ status: 'ready' }).where(eq(videos.id, videoId));
    const [stills] = await tasksBy(videoId, 'stills');
    if (!stills) throw new Error('no stills');
    await own.db.update(tasks).set(leased(clock, 2)).where(eq(tasks.id, stills.id));
    await apply(
      succeededFact(
        { ...stills, epoch: 2 },
        { kind: 'stills', thumbnailKey: 'x', candidateKeys: [], storyboard: null },
      ),
    );
    expect(await tasksBy(videoId, 'verify')).toHaveLength(1);
  });
});

describe('what verify finds wanting', () => {
  it('is taken back and made anew by its own task alone, under a new epoch; then all is verified again', async () => {
    const videoId = await encodeVideo();
    const before = await epochsOf(videoId);
    await verify(videoId, [fault(lowest, 2), fault('audio', 1)]);
    const after = await epochsOf(videoId);
    expect(Object.keys(before).filter((name) => !(name in after))).toEqual(
      expect.arrayContaining([`${lowest}/2`, 'audio/1']),
    );
    expect(Object.keys(after)).toHaveLength(Object.keys(before).length - 2);
    const encodes = await tasksBy(videoId, 'encode');
    expect(encodes.filter(({ redone }) => redone > 0)).toMatchObject([
      {
        status: 'waiting',
        redone: 1,
        rungs: lowest,
        firstSegment: 1,
        errors: [{ cause: 'verify', epoch: 1 }],
      },
    ]);
    expect(await tasksBy(videoId, 'audio')).toMatchObject([
      { status: 'waiting', redone: 1, errors: [{ detail: 'audio/1: is off' }] },
    ]);
    // Nothing is verified, and nothing published, while some of it is being made.
    expect((await tasksBy(videoId, 'verify')).map(({ status }) => status)).toEqual(['done']);
    expect((await rowOf(own.db, videoId)).encodedAt).toBeNull();

    await redoAll(videoId);
    expect(await epochsOf(videoId)).toEqual({ ...before, [`${lowest}/2`]: 2, 'audio/1': 2 });
    await verify(videoId, []);
    expect(await rowOf(own.db, videoId)).toMatchObject({ status: 'processing', encodedAt: clock.now() });
  });

  it('fails the video when it is of the same task a second time, and says why to operators', async () => {
    const videoId = await encodeVideo();
    await verify(videoId, [fault(lowest, 1)]);
    await redoAll(videoId);
    await verify(videoId, [fault(lowest, 2)]);
    expect(await rowOf(own.db, videoId)).toMatchObject({
      status: 'failed',
      errorCode: 'TRANSCODE_FAILED',
      errorStage: 'verifying',
      encodedAt: null,
      playable: false,
    });
    const [task] = (await tasksBy(videoId, 'encode')).filter(({ redone }) => redone > 0);
    expect(task).toMatchObject({
      status: 'cancelled',
      errors: [{ detail: `${lowest}/1: is off` }, { detail: `${lowest}/2: is off` }],
    });
  });

  it('is given another chance, with what was wrong made anew, when its owner tries again', async () => {
    const videoId = await encodeVideo();
    await verify(videoId, [fault(lowest, 0)]);
    await redoAll(videoId);
    await verify(videoId, [fault(lowest, 0)]);
    await own.db.update(videos).set({ status: 'processing' }).where(eq(videos.id, videoId));
    expect(await reviveTasks(own.db, videoId)).toBe(1);
    expect(await redoAll(videoId)).toMatchObject([{ redone: 0, epoch: 3 }]);
    expect(await epochsOf(videoId)).toMatchObject({ [`${lowest}/0`]: 3 });
    await verify(videoId, []);
    expect((await rowOf(own.db, videoId)).encodedAt).toEqual(clock.now());
  });

  it('may be an init: its key names its content, so its binding stays while it is stored anew', async () => {
    const videoId = await encodeVideo();
    const before = await epochsOf(videoId);
    await verify(videoId, [fault(lowest, INIT_SEGMENT), fault('audio', INIT_SEGMENT)]);
    const after = await epochsOf(videoId);
    // The last segment of the first chunk goes with it: an encode that has nothing to make stores no init.
    const [first] = (await tasksBy(videoId, 'encode')).filter(({ rungs }) => rungs === lowest);
    const last = (first?.firstSegment ?? 0) + (first?.segmentCount ?? 0) - 1;
    expect(Object.keys(before).filter((name) => !(name in after))).toEqual([`${lowest}/${last}`]);
    expect((await redoAll(videoId)).map(({ kind }) => kind)).toEqual(['encode', 'audio']);
    await verify(videoId, []);
    expect((await rowOf(own.db, videoId)).encodedAt).toEqual(clock.now());
  });

  it('fails the video when no task has made it', async () => {
    const videoId = await encodeVideo();
    await verify(videoId, [fault('2160p', 0)]);
    expect(await rowOf(own.db, videoId)).toMatchObject({ status: 'failed', errorStage: 'verifying' });
  });

  it('is void once the video is cancelled, and when it is told by an attempt that is over', async () => {
    const videoId = await encodeVideo();
    const zombie = await leaseVerify(videoId);
    await own.db.update(tasks).set(leased(clock, 2)).where(eq(tasks.id, zombie.id));
    const before = await epochsOf(videoId);
    for (const faults of [[fault(lowest, 0)], []])
      await apply(succeededFact(zombie, { kind: 'verify', faults }));
    expect(await epochsOf(videoId)).toEqual(before);
    expect((await rowOf(own.db, videoId)).encodedAt).toBeNull();
    await own.db.update(videos).set({ status: 'cancelled' }).where(eq(videos.id, videoId));
    await apply(succeededFact({ ...zombie, epoch: 2 }, { kind: 'verify', faults: [fault(lowest, 0)] }));
    expect(await epochsOf(videoId)).toEqual(before);
  });

  it('is not brought back by the worker that made it', async () => {
    const videoId = await encodeVideo();
    const [zombie] = await tasksBy(videoId, 'audio');
    if (!zombie) throw new Error('no audio');
    await verify(videoId, [fault('audio', 0)]);
    await apply(boundFact(zombie, 'audio', 0));
    await own.db.update(tasks).set(leased(clock, 2)).where(eq(tasks.id, zombie.id));
    await apply(boundFact(zombie, 'audio', 0));
    await apply(succeededFact(zombie, { kind: 'audio', segmentCount: 3 }));
    expect(await epochsOf(videoId)).not.toHaveProperty('audio/0');
    expect(await tasksBy(videoId, 'audio')).toMatchObject([{ status: 'leased', epoch: 2 }]);
  });
});

describe('a retry of all that was made', () => {
  it('lets verify wait until all is made anew', async () => {
    const videoId = await encodeVideo();
    await verify(videoId, []);
    await own.db.update(videos).set({ encodedAt: null }).where(eq(videos.id, videoId));
    await restartTasks(own.db, videoId);
    expect((await tasksBy(videoId, 'verify')).map(({ status }) => status)).toEqual(['done']);
    await redoAll(videoId);
    const [stills] = await tasksBy(videoId, 'stills');
    if (!stills) throw new Error('no stills');
    await own.db.update(tasks).set(leased(clock, 2)).where(eq(tasks.id, stills.id));
    await apply(
      succeededFact(
        { ...stills, epoch: 2 },
        { kind: 'stills', thumbnailKey: 'x', candidateKeys: [], storyboard: null },
      ),
    );
    expect((await tasksBy(videoId, 'verify')).map(({ status }) => status)).toEqual(['done', 'waiting']);
  });
});

it('whatever is wanting, and however often it is told, ends the same: each task redone once at most, all bound', async () => {
  const anyFault = fc
    .record({
      track: fc.constantFrom(...planned.rungs.map(({ name }) => name), 'audio'),
      number: fc.integer({ min: 0, max: planned.grid.segmentCount - 1 }),
    })
    .map(({ track, number }) => fault(track, number));
  await fc.assert(
    fc.asyncProperty(fc.array(anyFault, { minLength: 1, maxLength: 8 }), async (faults) => {
      const videoId = await encodeVideo();
      const before = await epochsOf(videoId);
      const task = await verify(videoId, faults);
      await apply(succeededFact(task, { kind: 'verify', faults }));
      const redone = [...(await tasksBy(videoId, 'encode')), ...(await tasksBy(videoId, 'audio'))];
      expect(Math.max(...redone.map((row) => row.redone))).toBe(1);
      await redoAll(videoId);
      const after = await epochsOf(videoId);
      expect(Object.keys(after)).toEqual(Object.keys(before));
      const wanting = new Set(faults.map(({ track, number }) => `${track}/${number}`));
      for (const [name, epoch] of Object.entries(after)) expect(epoch).toBe(wanting.has(name) ? 2 : 1);
      await verify(videoId, []);
      expect((await rowOf(own.db, videoId)).encodedAt).toEqual(clock.now());
      await own.db.delete(tasks);
    }),
    { numRuns: 8 },
  );
});
