/** What workers tell is applied once, only from the current attempt, and in any order to the same end. */

import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EventData, EventMessage } from '../../../src/lib/domain/events.ts';
import type { Plan } from '../../../src/lib/domain/plan.ts';
import { attemptCaps, type TaskKind } from '../../../src/lib/domain/task-status.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { type TaskRow, tasks } from '../../../src/server/db/schema/tasks.ts';
import { processOnce } from '../../../src/server/inbox/once.ts';
import { applyFact, applyProgress } from '../../../src/server/transcodes/apply-fact.ts';
import { createLeaseService } from '../../../src/server/transcodes/lease-service.ts';
import { requeueExpired } from '../../../src/server/transcodes/requeue.ts';
import { bindingsOf, rowOf, tasksOf } from '../../support/database.ts';
import { waitFor } from '../../support/wait-for.ts';
import {
  boundFact,
  createTestClock,
  facts,
  failedFact,
  initFact,
  insertLeasedTasks,
  insertTask,
  insertVideo,
  leased,
  planned,
  stillsResult,
  succeededFact,
  taskOf,
  workerId,
} from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const own = keepPrivateDatabase();
// What an earlier test left waiting would be lent first.
beforeEach(() => own.db.delete(tasks));

/** As the consumer of `transcode.events` does it. */
const apply = (event: EventMessage) =>
  processOnce(own.db, clock, 'orchestrator', event.id, (tx) => applyFact(tx, clock, event));

/** Everything a fact could change. */
async function stateOf(videoId: string) {
  const rows = await own.db.select().from(tasks).where(eq(tasks.videoId, videoId)).orderBy(asc(tasks.id));
  const told = await own.db.select({ id: outbox.id }).from(outbox).where(eq(outbox.messageKey, videoId));
  return {
    video: await rowOf(own.db, videoId),
    tasks: rows,
    bindings: await bindingsOf(own.db, videoId),
    told: told.length,
  };
}

const verifiesOf = async (videoId: string) =>
  (await tasksOf(own.db, videoId)).filter(({ kind }) => kind === 'verify');

/** A task whose first worker went silent and which a second one holds now. */
async function relent(): Promise<{ zombie: TaskRow; current: TaskRow; videoId: string }> {
  const videoId = await insertVideo(own.db, clock);
  const zombie = await insertTask(own.db, clock, videoId, { ...leased(clock), priority: 0 });
  clock.advance(31);
  await requeueExpired(own.db, clock);
  const buckets = { source: 's', media: 'm' };
  await createLeaseService({ db: own.db, clock, buckets, leaseSeconds: 30 }).lease({ workerId });
  const current = await taskOf(own.db, zombie.id);
  expect([zombie.epoch, current.epoch, current.status]).toEqual([1, 2, 'leased']);
  return { zombie, current, videoId };
}

describe('a fact of the current attempt', () => {
  it('binds a segment and its init', async () => {
    const videoId = await insertVideo(own.db, clock);
    const task = await insertTask(own.db, clock, videoId, leased(clock));
    await apply(initFact(task, '240p'));
    await apply(boundFact(task, '240p', 0));
    expect(await bindingsOf(own.db, videoId)).toMatchObject([
      { track: '240p', number: -1, codecs: 'avc1.64000d', timescale: 10_000 },
      {
        track: '240p',
        number: 0,
        objectKey: `${videoId}/240p/0-1.m4s`,
        epoch: 1,
        durationTicks: 40_000,
        codecs: null,
      },
    ]);
  });

  it('ends the task, tells the change, and has the whole verified after the last one', async () => {
    const videoId = await insertVideo(own.db, clock);
    const first = await insertTask(own.db, clock, videoId, leased(clock));
    const last = await insertTask(own.db, clock, videoId, { ...leased(clock), firstSegment: 6 });
    await apply(succeededFact(first));
    expect(await taskOf(own.db, first.id)).toMatchObject({
      status: 'done',
      progress: 1,
      cpuSeconds: 1.5,
      workerId: null,
    });
    expect(await rowOf(own.db, videoId)).toMatchObject({ version: 2 });
    expect(await verifiesOf(videoId)).toEqual([]);
    await apply(succeededFact(last));
    expect(await rowOf(own.db, videoId)).toMatchObject({ encodedAt: null, version: 3 });
    expect(await verifiesOf(videoId)).toMatchObject([{ status: 'waiting', epoch: 0 }]);
    expect((await stateOf(videoId)).told).toBe(2);
  });

  it('has the whole verified once when the last two tasks end in two transactions at a time', async () => {
    const videoId = await insertVideo(own.db, clock);
    const one = await insertTask(own.db, clock, videoId, leased(clock));
    const two = await insertTask(own.db, clock, videoId, { ...leased(clock), firstSegment: 6 });
    let isApplied = false;
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const first = own.db.transaction(async (tx) => {
      await applyFact(tx, clock, succeededFact(one));
      isApplied = true;
      await held;
    });
    await waitFor('the first to be applied', () => isApplied);
    let isTaskDone = false;
    const second = own.db.transaction(async (tx) => {
      const applying = applyFact(tx, clock, succeededFact(two));
      isTaskDone = true;
      await applying;
    });
    await waitFor('the second to begin', () => isTaskDone);
    commit();
    await Promise.all([first, second]);
    expect(await verifiesOf(videoId)).toMatchObject([{ status: 'waiting' }]);
  });

  it('of a probe plans the video: its tasks wait, once', async () => {
    const videoId = await insertVideo(own.db, clock, { plan: null, facts: null });
    const probe = await insertTask(own.db, clock, videoId, { ...leased(clock), kind: 'probe', rungs: '' });
    const event = succeededFact(probe, { kind: 'probe', facts });
    await apply(event);
    await apply(event);
    const video = await rowOf(own.db, videoId);
    expect(video).toMatchObject({ durationMs: 12_000, encodedAt: null, version: 2 });
    const rest = (await tasksOf(own.db, videoId)).filter((task) => task.kind !== 'probe');
    // All but the stills, which wait for the lowest rung.
    expect(rest).toHaveLength((video.plan?.tasks.length ?? 0) - 1);
    expect(rest.some((task) => task.kind === 'stills')).toBe(false);
    expect(rest.every((task) => task.status === 'waiting' && task.epoch === 0)).toBe(true);
  });

  it('leaves what other kinds of tasks make on the video', async () => {
    const videoId = await insertVideo(own.db, clock);
    const audio = await insertTask(own.db, clock, videoId, { ...leased(clock), kind: 'audio', rungs: '' });
    const stills = await insertTask(own.db, clock, videoId, { ...leased(clock), kind: 'stills', rungs: '' });
    await apply(succeededFact(audio, { kind: 'audio', segmentCount: 3 }));
    await apply(succeededFact(stills, stillsResult(videoId)));
    expect(await rowOf(own.db, videoId)).toMatchObject({
      audioSegmentCount: 3,
      thumbnailKey: `${videoId}/still-0-1.jpg`,
    });
  });

  it('does not take the place of the thumbnail that the owner chose', async () => {
    const chosen = { thumbnailKey: 'mine', thumbnailChosen: true };
    const videoId = await insertVideo(own.db, clock, chosen);
    const stills = await insertTask(own.db, clock, videoId, { ...leased(clock), kind: 'stills', rungs: '' });
    await apply(succeededFact(stills, stillsResult(videoId)));
    expect(await rowOf(own.db, videoId)).toMatchObject({
      ...chosen,
      stillKeys: [`${videoId}/still-0-1.jpg`, `${videoId}/still-1-1.jpg`],
    });
  });

  it('that makes the lowest rung whole queues the stills, of which a lease tells the segments', async () => {
    const videoId = await insertVideo(own.db, clock);
    const first = await insertTask(own.db, clock, videoId, leased(clock));
    const last = await insertTask(own.db, clock, videoId, { ...leased(clock), firstSegment: 2 });
    const other = await insertTask(own.db, clock, videoId, { ...leased(clock), rungs: '360p' });
    for (const fact of [initFact(first, '240p'), boundFact(first, '240p', 0), boundFact(first, '240p', 1)]) {
      await apply(fact);
    }
    await apply(succeededFact(first));
    await apply(succeededFact(other));
    const kinds = async () => (await tasksOf(own.db, videoId)).map(({ kind, status }) => `${kind} ${status}`);
    expect(await kinds()).not.toContain('stills waiting');
    await apply(boundFact(last, '240p', 2));
    await apply(succeededFact(last));
    expect(await kinds()).toContain('stills waiting');
    expect((await rowOf(own.db, videoId)).encodedAt).toBeNull();
    const buckets = { source: 's', media: 'm' };
    const { task } = await createLeaseService({ db: own.db, clock, buckets, leaseSeconds: 30 }).lease({
      workerId,
    });
    expect(task).toMatchObject({
      kind: 'stills',
      storyboard: {
        layout: { tileCount: 12, keyframesOnly: false },
        initKey: `${videoId}/240p/init-aaaaaaaaaaaaaaaa.mp4`,
        segmentKeys: [0, 1, 2].map((number) => `${videoId}/240p/${number}-1.m4s`),
      },
    });
  });

  it('moves the progress forward only', async () => {
    const videoId = await insertVideo(own.db, clock);
    const { id, epoch } = await insertTask(own.db, clock, videoId, leased(clock));
    const progress = (fraction: number) =>
      applyProgress(own.db, { taskId: id, videoId, epoch, workerId, fraction, speed: 1 });
    expect([await progress(0.5), await progress(0.2), await progress(0.5), await progress(0.6)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect((await taskOf(own.db, id)).progress).toBe(0.6);
  });
});

describe('a fact of an attempt that is over', () => {
  it.each([
    ['a bound segment', (task: TaskRow) => boundFact(task, '240p', 0)],
    ['an init', (task: TaskRow) => initFact(task, '240p')],
    ['a success', (task: TaskRow) => succeededFact(task)],
    ['a failure', (task: TaskRow) => failedFact(task)],
    [
      'a failure of the media',
      (task: TaskRow) => failedFact(task, { code: 'CORRUPT_MEDIA', cause: 'media' }),
    ],
  ])('changes nothing: %s', async (_, factOf) => {
    const { zombie, videoId } = await relent();
    const before = await stateOf(videoId);
    await apply(factOf(zombie));
    expect(await stateOf(videoId)).toEqual(before);
  });

  it('changes nothing: progress', async () => {
    const { zombie, videoId } = await relent();
    const before = await stateOf(videoId);
    const fact = { taskId: zombie.id, videoId, epoch: zombie.epoch, workerId, fraction: 0.9, speed: 1 };
    expect(await applyProgress(own.db, fact)).toBe(false);
    expect(await stateOf(videoId)).toEqual(before);
  });

  it('does not take the place of what the current one binds', async () => {
    const { zombie, current, videoId } = await relent();
    await apply(boundFact(zombie, '240p', 0));
    await apply(boundFact(current, '240p', 0));
    await apply(boundFact(zombie, '240p', 0));
    expect(await bindingsOf(own.db, videoId)).toMatchObject([
      { objectKey: `${videoId}/240p/0-2.m4s`, epoch: 2 },
    ]);
  });

  it.each(['done', 'failed', 'cancelled'] as const)('changes nothing once the task is %s', async (status) => {
    const videoId = await insertVideo(own.db, clock);
    const task = await insertTask(own.db, clock, videoId, { ...leased(clock), status });
    const before = await stateOf(videoId);
    for (const event of [boundFact(task, '240p', 0), succeededFact(task), failedFact(task)])
      await apply(event);
    expect(await stateOf(videoId)).toEqual(before);
  });

  it('keeps what it bound while it was current: the next one goes on from there', async () => {
    const videoId = await insertVideo(own.db, clock);
    const task = await insertTask(own.db, clock, videoId, { ...leased(clock), priority: 0 });
    await apply(boundFact(task, '240p', 0));
    clock.advance(31);
    await requeueExpired(own.db, clock);
    const leases = createLeaseService({
      db: own.db,
      clock,
      buckets: { source: 's', media: 'm' },
      leaseSeconds: 30,
    });
    expect((await leases.lease({ workerId })).task).toMatchObject({
      taskId: task.id,
      bound: { '240p': [0] },
    });
    await apply(boundFact(await taskOf(own.db, task.id), '240p', 0));
    expect(await bindingsOf(own.db, videoId)).toMatchObject([{ epoch: 1 }]);
  });
});

describe('an object that is not of its place', () => {
  it.each([
    ['another video', (key: string) => key.replace(/^\w+/, '01KAGCVZ000000000000000000')],
    ['another rung', (key: string) => key.replace('/240p/', '/360p/')],
    ['another number', (key: string) => key.replace('/0-1', '/1-1')],
    ['another epoch', (key: string) => key.replace('/0-1', '/0-2')],
  ])('is not bound: %s', async (_, wrong) => {
    const videoId = await insertVideo(own.db, clock);
    const task = await insertTask(own.db, clock, videoId, leased(clock));
    const fact = boundFact(task, '240p', 0);
    await apply({ ...fact, data: { ...fact.data, key: wrong(fact.data.key) } });
    expect(await bindingsOf(own.db, videoId)).toEqual([]);
  });
});

describe('a result of another kind than the task', () => {
  it('changes nothing: a worker can not pass off a video as verified', async () => {
    const videoId = await insertVideo(own.db, clock);
    const task = await insertTask(own.db, clock, videoId, leased(clock));
    const before = await stateOf(videoId);
    await apply(succeededFact(task, { kind: 'verify', faults: [] }));
    expect(await stateOf(videoId)).toEqual(before);
  });
});

describe('a fact that speaks for another video', () => {
  it('changes neither', async () => {
    const [videoId, otherId] = [await insertVideo(own.db, clock), await insertVideo(own.db, clock)];
    const task = await insertTask(own.db, clock, videoId, leased(clock));
    const before = [await stateOf(videoId), await stateOf(otherId)];
    const forged = { ...task, videoId: otherId };
    for (const event of [boundFact(forged, '240p', 0), succeededFact(forged), failedFact(forged)])
      await apply(event);
    expect([await stateOf(videoId), await stateOf(otherId)]).toEqual(before);
  });
});

describe('an init that differs from the bound one', () => {
  it('ends the attempt: no player could join the chunks', async () => {
    const videoId = await insertVideo(own.db, clock);
    const first = await insertTask(own.db, clock, videoId, leased(clock));
    const second = await insertTask(own.db, clock, videoId, { ...leased(clock), firstSegment: 6 });
    await apply(initFact(first, '240p', 'a'));
    await apply(initFact(second, '240p', 'b'));
    expect(await taskOf(own.db, second.id)).toMatchObject({
      status: 'waiting',
      ffmpegErrors: 1,
      errors: [{ epoch: 1, cause: 'ffmpeg', detail: 'init of 240p differs from the bound one' }],
    });
    expect(await taskOf(own.db, first.id)).toMatchObject({ status: 'leased' });
    expect(await bindingsOf(own.db, videoId)).toMatchObject([
      { number: -1, objectKey: expect.stringContaining('aaaa') },
    ]);
    await apply(boundFact(second, '240p', 6));
    expect(await bindingsOf(own.db, videoId)).toHaveLength(1);
  });

  it('is no difference when the content is the same', async () => {
    const videoId = await insertVideo(own.db, clock);
    const first = await insertTask(own.db, clock, videoId, leased(clock));
    const second = await insertTask(own.db, clock, videoId, { ...leased(clock), firstSegment: 6 });
    await apply(initFact(first, '240p'));
    await apply(initFact(second, '240p'));
    expect(await taskOf(own.db, second.id)).toMatchObject({ status: 'leased', ffmpegErrors: 0 });
  });
});

describe('a failed attempt', () => {
  it.each([
    ['ffmpeg', 'TRANSCODE_FAILED', attemptCaps.ffmpegErrors],
    ['interrupted', 'WORKERS_LOST', attemptCaps.lostLeases],
    ['out-of-memory', 'OUT_OF_MEMORY', attemptCaps.outOfMemory],
    ['media', 'CORRUPT_MEDIA', 1],
  ] as const)('by %s fails the video as %s at number %d, and not before', async (cause, code, cap) => {
    const videoId = await insertVideo(own.db, clock);
    const { id } = await insertTask(own.db, clock, videoId);
    const other = await insertTask(own.db, clock, videoId, { firstSegment: 6 });
    for (let attempt = 1; attempt <= cap; attempt++) {
      expect(await taskOf(own.db, id)).toMatchObject({ status: 'waiting' });
      await own.db.update(tasks).set(leased(clock, attempt)).where(eq(tasks.id, id));
      await apply(failedFact(await taskOf(own.db, id), { cause, code }));
    }
    const failed = await taskOf(own.db, id);
    expect(failed).toMatchObject({ status: 'failed', errorCode: code });
    // Each of them, in order: an operator sees all that went before.
    expect(failed.errors.map(({ epoch, ...error }) => [epoch, error.cause, error.detail])).toEqual(
      Array.from({ length: cap }, (_, index) => [index + 1, cause, 'why']),
    );
    expect(await taskOf(own.db, other.id)).toMatchObject({ status: 'cancelled' });
    expect(await rowOf(own.db, videoId)).toMatchObject({
      status: 'failed',
      errorCode: code,
      playable: false,
    });
  });

  it('of a video that was cancelled meanwhile does not fail it', async () => {
    const videoId = await insertVideo(own.db, clock, { status: 'cancelled' });
    const task = await insertTask(own.db, clock, videoId, leased(clock));
    await apply(failedFact(task, { cause: 'media', code: 'CORRUPT_MEDIA' }));
    expect(await rowOf(own.db, videoId)).toMatchObject({ status: 'cancelled', errorCode: null });
  });
});

describe('all facts of one video', () => {
  /** Facts of each task: segments in any order, the success last. */
  function factsOf(task: TaskRow): { bound: EventMessage[]; end: EventMessage } {
    const tracks = task.kind === 'audio' ? ['audio'] : task.kind === 'encode' ? task.rungs.split(',') : [];
    const count = task.kind === 'audio' ? 3 : task.segmentCount;
    const bound = tracks.flatMap((track) => [
      initFact(task, track),
      ...Array.from({ length: count }, (_, index) => boundFact(task, track, task.firstSegment + index)),
    ]);
    const results: Record<TaskKind, EventData<'task.succeeded'>['result']> = {
      audio: { kind: 'audio', segmentCount: 3 },
      stills: stillsResult(task.videoId),
      thumbnail: { kind: 'thumbnail', thumbnailKey: `${task.videoId}/chosen-1.jpg` },
      encode: { kind: 'encode' },
      probe: { kind: 'probe', facts },
      content: { kind: 'content', content: { rungs: [], copy: null } },
      verify: { kind: 'verify', faults: [] },
    };
    return { bound, end: succeededFact(task, results[task.kind]) };
  }

  /** One order in which they may arrive: numbers decide, so that a failing one can be shrunk. */
  const anyArrival = fc.record({
    order: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
    again: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 10 }),
  });

  function arrange(
    rows: readonly TaskRow[],
    order: readonly number[],
    again: readonly (readonly [number, number])[],
  ) {
    const byTask = rows.map(factsOf);
    const events: EventMessage[] = [];
    for (let step = 0; byTask.length > 0; step++) {
      const number = order[step % order.length] ?? 0;
      const at = number % byTask.length;
      const chosen = byTask[at];
      if (!chosen) break;
      const [next] = chosen.bound.splice((number >> 8) % Math.max(1, chosen.bound.length), 1);
      events.push(next ?? chosen.end);
      if (!next) byTask.splice(at, 1);
    }
    for (const [which, where] of again) {
      const from = which % events.length;
      const event = events[from];
      // A redelivery comes after the first delivery.
      if (event) events.splice(from + 1 + (where % (events.length - from)), 0, event);
    }
    return events;
  }

  it('in any order and however often lead to the same end', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyArrival, async ({ order, again }) => {
        const videoId = await insertVideo(own.db, clock);
        const rows = await insertLeasedTasks(own.db, clock, videoId);
        for (const event of arrange(rows, order, again)) await apply(event);
        const { video, tasks: ended, bindings, told } = await stateOf(videoId);
        expect(video).toMatchObject({ status: 'processing', encodedAt: null, audioSegmentCount: 3 });
        expect(await verifiesOf(videoId)).toMatchObject([{ status: 'waiting', epoch: 0 }]);
        // One for each task that ends, and one when it becomes playable.
        expect(told).toBe(planned.tasks.length + 1);
        const end = {
          version: video.version,
          thumbnail: video.thumbnailKey,
          tasks: ended.map(({ id: _, ...task }) => task),
          bindings,
        };
        // Times and the video's own name are not part of what must be equal.
        seen.add(JSON.stringify(end).replaceAll(videoId, 'V'));
        expect(seen.size).toBe(1);
      }),
      { numRuns: 15 },
    );
    expect(JSON.parse([...seen][0] ?? '').bindings).toHaveLength(2 * (1 + 3) + 1 + 3);
  });

  it('do not bring back a video that was cancelled in the middle', async () => {
    const videoId = await insertVideo(own.db, clock, { status: 'cancelled' });
    const [task] = await insertLeasedTasks(own.db, clock, videoId);
    await own.db.update(tasks).set({ status: 'cancelled' }).where(eq(tasks.videoId, videoId));
    const before = await stateOf(videoId);
    if (task) for (const event of [boundFact(task, '240p', 0), succeededFact(task)]) await apply(event);
    expect(await stateOf(videoId)).toEqual(before);
  });
});

describe('a copied rung whose copy fails', () => {
  const copying: Plan = {
    ...planned,
    rungs: planned.rungs.map((rung) => (rung.name === '360p' ? { ...rung, via: 'copy' } : rung)),
  };

  it('is encoded from its start, under an epoch above all of the copy, and the video goes on', async () => {
    const videoId = await insertVideo(own.db, clock, { plan: copying });
    const chunk = (firstSegment: number, epoch: number) =>
      insertTask(own.db, clock, videoId, { rungs: '360p', firstSegment, ...leased(clock, epoch) });
    const [first, second] = [await chunk(0, 4), await chunk(2, 1)];
    for (const event of [initFact(first, '360p'), boundFact(first, '360p', 0)]) await apply(event);
    await apply(failedFact(second, { cause: 'ffmpeg', code: 'TRANSCODE_FAILED' }));
    const { video, bindings } = await stateOf(videoId);
    expect(video).toMatchObject({ status: 'processing' });
    expect(video.plan?.rungs.map(({ via }) => via)).toEqual(['encode', 'encode']);
    expect(bindings).toEqual([]);
    for (const { id } of [first, second])
      expect(await taskOf(own.db, id)).toMatchObject({ status: 'waiting', epoch: 4, workerId: null });
    // What the copy still tells is void.
    await apply(boundFact(first, '360p', 1));
    expect((await stateOf(videoId)).bindings).toEqual([]);
  });
});
