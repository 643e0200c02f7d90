import { describe, expect, it } from 'vitest';
import { applyFact, applyProgress } from '../../../src/server/transcodes/apply-fact.ts';
import { createLeaseService } from '../../../src/server/transcodes/lease-service.ts';
import { bindingsOf, rowOf, tasksOf } from '../../support/database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { keepFactsWorld } from './facts-world.ts';
import {
  boundFact,
  facts,
  initFact,
  insertTask,
  insertVideo,
  leased,
  stillsResult,
  succeededFact,
  taskOf,
  workerId,
} from './planned-video.ts';

const world = keepFactsWorld();
const { apply, clock, own, stateOf, verifiesOf } = world;

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
      workerId: first.workerId,
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
