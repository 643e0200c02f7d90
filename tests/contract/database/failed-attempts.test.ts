/** What becomes of a task, and of its video, when an attempt fails. */

import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/lib/domain/plan.ts';
import { attemptCaps } from '../../../src/lib/domain/task-status.ts';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { rowOf } from '../../support/database.ts';
import { keepFactsWorld } from './facts-world.ts';
import {
  boundFact,
  failedFact,
  initFact,
  insertTask,
  insertVideo,
  leased,
  planned,
  taskOf,
} from './planned-video.ts';

const world = keepFactsWorld();
const { apply, clock, own, stateOf } = world;

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
