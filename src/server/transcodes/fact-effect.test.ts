import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import type { EventMessage } from '#lib/domain/events.ts';
import {
  boundFact,
  createTestClock,
  failedFact,
  initFact,
  insertLeasedTasks,
  insertVideo,
  succeededFact,
} from '../../../tests/contract/database/planned-video.ts';
import { openMemoryDatabase } from '../adapters/memory/memory-database.ts';
import { createMemoryEngine } from '../adapters/memory/memory-engine.ts';
import { tasks } from '../db/schema/tasks.ts';
import { applyFact } from './apply-fact.ts';

async function setUp() {
  const { db } = openMemoryDatabase(createMemoryEngine());
  const clock = createTestClock();
  const videoId = await insertVideo(db, clock, { uploadedAt: clock.now() });
  const rows = await insertLeasedTasks(db, clock, videoId);
  await db.update(tasks).set({ leasedAt: clock.now() }).where(eq(tasks.videoId, videoId));
  const encode = rows.find(({ kind }) => kind === 'encode');
  const audio = rows.find(({ kind }) => kind === 'audio');
  if (!encode || !audio) throw new Error('the plan has both');
  const apply = (event: EventMessage) => db.transaction((tx) => applyFact(tx, clock, event));
  return { clock, apply, encode, audio, rung: encode.rungs.split(',')[0] ?? '' };
}

it('a segment counts once, and the one that makes the video play says how long that took', async () => {
  const { clock, apply, encode, audio, rung } = await setUp();
  clock.advance(3);
  expect(await apply(initFact(encode, rung))).toEqual([]);
  const first = boundFact(encode, rung, 0);
  const segment = { what: 'segment-bound', track: rung, sizeBytes: first.data.sizeBytes };
  expect(await apply(first)).toEqual([segment]);
  expect(await apply(first)).toEqual([]);
  await apply(initFact(audio, 'audio'));
  clock.advance(4);
  expect(await apply(boundFact(audio, 'audio', 0))).toEqual([
    expect.objectContaining({ what: 'segment-bound', track: 'audio' }),
    { what: 'watchable', seconds: 7 },
  ]);
});

it('a task that is done says how long it took its worker', async () => {
  const { clock, apply, encode } = await setUp();
  clock.advance(9);
  const fact = succeededFact(encode);
  const { cpuSeconds } = fact.data;
  expect(await apply(fact)).toEqual([{ what: 'task-done', kind: 'encode', seconds: 9, cpuSeconds }]);
  expect(await apply(fact)).toEqual([]);
});

it('an attempt that fails says why, and a fact of an older attempt says nothing', async () => {
  const { apply, encode } = await setUp();
  const failure = { code: 'TRANSCODE_FAILED', cause: 'ffmpeg' } as const;
  expect(await apply(failedFact({ ...encode, epoch: 7 }, failure))).toEqual([]);
  expect(await apply(failedFact(encode, failure))).toEqual([
    { what: 'attempt-ended', ...failure, outcome: 'requeued' },
  ]);
});
