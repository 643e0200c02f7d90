/** Becoming ready: by what stands when it is written, and not by what was read before. */
import { eq } from 'drizzle-orm';
import pino from 'pino';
import { ulid } from 'ulid';
import { beforeEach, expect, it } from 'vitest';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { bindings } from '../../../src/server/db/schema/bindings.ts';
import { type TaskRow, tasks } from '../../../src/server/db/schema/tasks.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { createMediaAccess } from '../../../src/server/delivery/media-access.ts';
import type { ObjectStore } from '../../../src/server/ports/object-store.ts';
import { applyFact } from '../../../src/server/transcodes/apply-fact.ts';
import { createFinalizer } from '../../../src/server/transcodes/finalizer.ts';
import { createVideoService } from '../../../src/server/videos/service.ts';
import { rowOf } from '../../support/database.ts';
import {
  boundFact,
  createTestClock,
  initFact,
  insertLeasedTasks,
  insertVideo,
  planned,
} from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const own = keepPrivateDatabase();
beforeEach(async () => {
  for (const table of [tasks, videos, bindings]) await own.db.delete(table);
});

/** @param onWrite what happens while the manifests are written */
const finalizer = (onWrite: () => Promise<void>) => {
  const store = { write: () => onWrite() } as unknown as ObjectStore;
  return createFinalizer({ db: own.db, clock, store, mediaBucket: 'm' });
};

async function insertEncoded(): Promise<string> {
  const videoId = await insertVideo(own.db, clock, { encodedAt: clock.now(), audioSegmentCount: 3 });
  const rows = await insertLeasedTasks(own.db, clock, videoId);
  for (const task of rows) {
    const made = tracksOf(task);
    for (const { track, numbers } of made) {
      await own.db.transaction((tx) => applyFact(tx, clock, initFact(task, track)));
      for (const number of numbers)
        await own.db.transaction((tx) => applyFact(tx, clock, boundFact(task, track, number)));
    }
  }
  const ticks = planned.grid.framesPerSegment * planned.grid.ticksPerFrame;
  await own.db
    .update(bindings)
    .set({ durationTicks: ticks, codecs: 'avc1.64001e', timescale: planned.grid.timescale });
  return videoId;
}

function tracksOf({ kind, rungs, firstSegment, segmentCount }: TaskRow) {
  const numbers = Array.from({ length: segmentCount }, (_, index) => firstSegment + index);
  if (kind === 'encode') return rungs.split(',').map((track) => ({ track, numbers }));
  return kind === 'audio' ? [{ track: 'audio', numbers: [0, 1, 2] }] : [];
}

it('makes a video ready whose every frame is there', async () => {
  const videoId = await insertEncoded();
  await finalizer(async () => undefined).run();
  expect((await rowOf(own.db, videoId)).status).toBe('ready');
});

it('does not make a video ready that was cancelled and begun anew while its manifests were written', async () => {
  const videoId = await insertEncoded();
  await finalizer(async () => {
    await own.db.update(videos).set({ encodedAt: null }).where(eq(videos.id, videoId));
  }).run();
  expect(await rowOf(own.db, videoId)).toMatchObject({ status: 'processing', encodedAt: null });
});

it('ends the retry of a video that was cancelled in its last step without making anything anew', async () => {
  const videoId = await insertEncoded();
  await own.db.update(tasks).set({ status: 'done' });
  await own.db.update(videos).set({ status: 'cancelled' }).where(eq(videos.id, videoId));
  const { ownerId } = await rowOf(own.db, videoId);
  const owner: Viewer = { userId: ownerId, sessionId: ulid(), email: 'e', name: 'n', role: 'user' };
  await createVideoService({
    db: own.db,
    clock,
    store: {} as unknown as ObjectStore,
    log: pino({ level: 'silent' }),
    media: createMediaAccess({ secret: 'a secret of thirty-two characters', publicUrl: '', clock }),
    buckets: { source: 's', media: 'm' },
    launcherName: 'process',
  }).retry(owner, videoId);
  const open = await own.db.select().from(tasks).where(eq(tasks.status, 'waiting'));
  expect(open).toEqual([]);
  await finalizer(async () => undefined).run();
  expect((await rowOf(own.db, videoId)).status).toBe('ready');
});
