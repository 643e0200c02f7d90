/** A video plays before it is ready: when it says so, and how the gate treats segments that are not there yet. */
import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { taskPriority } from '../../../src/lib/domain/plan.ts';
import { bindings } from '../../../src/server/db/schema/bindings.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { type TaskRow, tasks } from '../../../src/server/db/schema/tasks.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { createAwaitedSegments } from '../../../src/server/delivery/awaited-segment.ts';
import { applyFact } from '../../../src/server/transcodes/apply-fact.ts';
import { rowOf } from '../../support/database.ts';
import { waitFor } from '../../support/wait-for.ts';
import {
  boundFact,
  createTestClock,
  initFact,
  insertLeasedTasks,
  insertTask,
  insertVideo,
  leased,
  planned,
  taskOf,
} from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const own = keepPrivateDatabase();
beforeEach(async () => {
  for (const table of [tasks, videos, bindings, outbox]) await own.db.delete(table);
});

const apply = (event: ReturnType<typeof boundFact>) =>
  own.db.transaction((tx) => applyFact(tx, clock, event));
const awaited = (holdMs = 60_000) => createAwaitedSegments({ db: own.db, holdMs });
const first = (rows: readonly TaskRow[], kind: TaskRow['kind']) => {
  const found = rows.find((row) => row.kind === kind && row.firstSegment === 0);
  if (!found) throw new Error(`no ${kind} task`);
  return found;
};

it('says playable with the first picture and its sound, and tells it once', async () => {
  const videoId = await insertVideo(own.db, clock);
  const rows = await insertLeasedTasks(own.db, clock, videoId);
  const [picture, sound] = [first(rows, 'encode'), first(rows, 'audio')];
  const version = (await rowOf(own.db, videoId)).version;
  for (const event of [initFact(picture, '240p'), boundFact(picture, '240p', 0), initFact(sound, 'audio')])
    await apply(event);
  expect((await rowOf(own.db, videoId)).playable).toBe(false);
  await apply(boundFact(sound, 'audio', 0));
  await apply(boundFact(sound, 'audio', 1));
  expect(await rowOf(own.db, videoId)).toMatchObject({
    playable: true,
    status: 'processing',
    version: version + 1,
  });
});

it('a frozen worker of an earlier attempt makes nothing playable', async () => {
  const videoId = await insertVideo(own.db, clock);
  const rows = await insertLeasedTasks(own.db, clock, videoId);
  const zombie = { ...first(rows, 'encode'), epoch: 7 };
  const sound = first(rows, 'audio');
  for (const event of [initFact(sound, 'audio'), boundFact(sound, 'audio', 0)]) await apply(event);
  for (const event of [initFact(zombie, '240p'), boundFact(zombie, '240p', 0)]) await apply(event);
  expect((await rowOf(own.db, videoId)).playable).toBe(false);
});

it('puts the task of a segment that somebody waits for before all bulk work, and holds until it is bound', async () => {
  const videoId = await insertVideo(own.db, clock, { playable: true });
  const wanted = await insertTask(own.db, clock, videoId, { firstSegment: 2, priority: taskPriority.lowest });
  const other = await insertTask(own.db, clock, videoId, { firstSegment: 0, priority: taskPriority.lowest });
  const waiting = awaited().waitFor(videoId, planned, '240p', 2);
  await waitFor(
    'the task to be raised',
    async () => (await taskOf(own.db, wanted.id)).priority === taskPriority.wanted,
  );
  expect((await taskOf(own.db, wanted.id)).wantedSegment).toBe(2);
  expect(await taskOf(own.db, other.id)).toMatchObject({
    priority: taskPriority.lowest,
    wantedSegment: null,
  });
  await own.db.update(tasks).set(leased(clock)).where(eq(tasks.id, wanted.id));
  await apply(boundFact({ ...wanted, epoch: 1 }, '240p', 2));
  expect(await waiting).toBe(`${videoId}/240p/2-1.m4s`);
});

it('of sound that is not there yet plays what was made ahead, and tells its worker of each jump', async () => {
  const videoId = await insertVideo(own.db, clock, { playable: true });
  const sound = first(await insertLeasedTasks(own.db, clock, videoId), 'audio');
  for (const number of [2, 1]) {
    const waiting = awaited().waitFor(videoId, planned, 'audio', number);
    await waitFor('the wish', async () => (await taskOf(own.db, sound.id)).wantedSegment === number);
    await apply(boundFact(sound, 'audio-ahead', number));
    expect(await waiting).toBe(`${videoId}/audio-ahead/${number}-${sound.epoch}.m4s`);
  }
  await apply(boundFact(sound, 'audio', 1));
  expect(await awaited().waitFor(videoId, planned, 'audio', 1)).toBe(`${videoId}/audio/1-${sound.epoch}.m4s`);
});

it('past the end there is nothing to wait for', async () => {
  const videoId = await insertVideo(own.db, clock, { playable: true });
  for (const [track, number] of [
    ['240p', planned.grid.segmentCount],
    ['audio', 99],
    ['999p', 0],
  ] as const)
    await expect(awaited().waitFor(videoId, planned, track, number)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
});

it('asks the player to come again when it takes longer, and says so when it will never come', async () => {
  const videoId = await insertVideo(own.db, clock, { playable: true });
  await insertTask(own.db, clock, videoId);
  const tooLong = awaited(300).waitFor(videoId, planned, '240p', 0);
  await expect(tooLong).rejects.toMatchObject({ code: 'SEGMENT_NOT_READY', status: 503 });
  await own.db.update(videos).set({ status: 'failed', playable: false }).where(eq(videos.id, videoId));
  await expect(awaited(300).waitFor(videoId, planned, '240p', 0)).rejects.toMatchObject({
    code: 'VIDEO_GONE',
  });
});
