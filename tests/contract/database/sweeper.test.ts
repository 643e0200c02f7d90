/** What was left lying is put right: by what MySQL and S3 say, once, and nothing else is touched. */
import { eq } from 'drizzle-orm';
import pino from 'pino';
import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sourceKey } from '../../../src/lib/domain/object-keys.ts';
import { bindings } from '../../../src/server/db/schema/bindings.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { processedEvents } from '../../../src/server/db/schema/processed-events.ts';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { uploadLocks } from '../../../src/server/db/schema/upload-locks.ts';
import { type UploadSessionRow, uploadSessions } from '../../../src/server/db/schema/upload-sessions.ts';
import { type VideoRow, videos } from '../../../src/server/db/schema/videos.ts';
import type { ObjectStore } from '../../../src/server/ports/object-store.ts';
import { finishedDeletions } from '../../../src/server/sweeper/finished-deletions.ts';
import { oldRows } from '../../../src/server/sweeper/old-rows.ts';
import { orphanedMultiparts } from '../../../src/server/sweeper/orphaned-multiparts.ts';
import { orphanedObjectBrooms } from '../../../src/server/sweeper/orphaned-objects.ts';
import { pointlessTasks } from '../../../src/server/sweeper/pointless-tasks.ts';
import { arrivedUploads, expiredUploads } from '../../../src/server/sweeper/stalled-uploads.ts';
import { stuckVideos } from '../../../src/server/sweeper/stuck-videos.ts';
import { mediaBucket, openObjectStore, sourceBucket } from '../../support/object-store.ts';
import {
  createTestClock,
  insertLeasedTasks,
  insertTask,
  insertVideo,
  leased,
  planned,
  type TestClock,
} from './planned-video.ts';
import { createPrivateDatabase, type PrivateDatabase } from './private-database.ts';

const DAY = 86_400;
const store = openObjectStore();
const buckets = { source: sourceBucket(), media: mediaBucket() };
const log = pino({ level: 'silent' });
const written: { bucket: string; key: string }[] = [];
let own: PrivateDatabase;
let clock: TestClock;

beforeAll(async () => {
  own = await createPrivateDatabase();
});
beforeEach(() => {
  clock = createTestClock();
  // The store has a clock of its own: what it dates must lie before and after what the brooms call old.
  clock.advance((Date.now() - clock.now().getTime()) / 1000);
});
afterAll(async () => {
  await Promise.all(written.map((object) => store.remove(object)));
  await own.remove();
});

const parts = (over: Partial<ObjectStore> = {}) => ({
  db: own.db,
  clock,
  log,
  buckets,
  store: { ...store, ...over },
});
async function put(bucket: string, key: string, body = 'bytes'): Promise<string> {
  await store.write({ bucket, key }, body, 'video/mp4', 'no-store');
  written.push({ bucket, key });
  return key;
}
const isThere = async (bucket: string, key: string) => (await store.stat({ bucket, key })) !== undefined;
async function videoOf(id: string): Promise<VideoRow> {
  const [row] = await own.db.select().from(videos).where(eq(videos.id, id));
  if (!row) throw new Error(`no video ${id}`);
  return row;
}
async function sessionOf(videoId: string): Promise<UploadSessionRow> {
  const [row] = await own.db.select().from(uploadSessions).where(eq(uploadSessions.videoId, videoId));
  if (!row) throw new Error(`no upload of ${videoId}`);
  return row;
}
const tasksOf = (videoId: string) => own.db.select().from(tasks).where(eq(tasks.videoId, videoId));
const untouched = { plan: null, facts: null, sourceEtag: null } as const;

/** An open upload of five bytes. */
async function openUpload(over: Partial<UploadSessionRow> = {}): Promise<string> {
  const videoId = await insertVideo(own.db, clock, { ...untouched, status: 'uploading', sizeBytes: 5 });
  await own.db.insert(uploadSessions).values({
    id: ulid(),
    videoId,
    ownerId: ulid(),
    door: 'put',
    s3UploadId: null,
    sizeBytes: 5,
    partSize: 5,
    partCount: 1,
    createdAt: clock.now(),
    expiresAt: new Date(clock.now().getTime() + 2 * DAY * 1000),
    ...over,
  });
  return videoId;
}
async function openMultipart(): Promise<{ videoId: string; s3UploadId: string; key: string }> {
  const videoId = await openUpload({ door: 'multipart' });
  const key = sourceKey(videoId);
  const s3UploadId = await store.startMultipart({ bucket: buckets.source, key }, 'video/mp4');
  await own.db.update(uploadSessions).set({ s3UploadId }).where(eq(uploadSessions.videoId, videoId));
  return { videoId, s3UploadId, key };
}
const knowsMultipart = async (upload: { s3UploadId: string; key: string }) =>
  (await store.listParts({ bucket: buckets.source, ...upload })) !== undefined;

describe('an upload whose time is over', () => {
  it('is closed, its video cancelled and what had arrived taken back from the store', async () => {
    const upload = await openMultipart();
    expect(await expiredUploads(parts()).sweep()).toMatchObject({ 'expired-upload': 0 });
    clock.advance(2 * DAY + 1);
    expect(await expiredUploads(parts()).sweep()).toMatchObject({ 'expired-upload': 1 });
    expect(await sessionOf(upload.videoId)).toMatchObject({ status: 'expired' });
    expect(await videoOf(upload.videoId)).toMatchObject({ status: 'cancelled' });
    expect(await knowsMultipart(upload)).toBe(false);
    expect(await expiredUploads(parts()).sweep()).toMatchObject({ 'expired-upload': 0 });
  });

  it('is queued when the store holds it whole', async () => {
    const videoId = await openUpload();
    await put(buckets.source, sourceKey(videoId), '12345');
    clock.advance(4 * DAY);
    expect(await expiredUploads(parts()).sweep()).toMatchObject({ 'arrived-upload': 1, 'expired-upload': 0 });
    expect(await videoOf(videoId)).toMatchObject({ status: 'queued', sourceEtag: expect.any(String) });
    expect(await sessionOf(videoId)).toMatchObject({ status: 'completed' });
  });

  it('stays open when the store can not be asked', async () => {
    const { videoId } = await openMultipart();
    clock.advance(3 * DAY);
    const away = parts({ abortMultipart: () => Promise.reject(new Error('away')) });
    await expect(expiredUploads(away).sweep()).rejects.toThrow('away');
    expect(await sessionOf(videoId)).toMatchObject({ status: 'open' });
    await expiredUploads(parts()).sweep();
    expect(await sessionOf(videoId)).toMatchObject({ status: 'expired' });
  });
});

describe('an open upload', () => {
  it('that the store holds whole is queued with its message, once', async () => {
    const videoId = await openUpload();
    await put(buckets.source, sourceKey(videoId), '12345');
    expect(await arrivedUploads(parts()).sweep()).toEqual({ 'arrived-upload': 0 });
    clock.advance(61);
    expect(await arrivedUploads(parts()).sweep()).toEqual({ 'arrived-upload': 1 });
    expect(await arrivedUploads(parts()).sweep()).toEqual({ 'arrived-upload': 0 });
    expect(await videoOf(videoId)).toMatchObject({ status: 'queued' });
    const messages = await own.db.select().from(outbox).where(eq(outbox.messageKey, videoId));
    expect(messages.filter(({ topic }) => topic === 'video.uploads')).toHaveLength(1);
  });

  it('of which another length has arrived, or nothing, waits on', async () => {
    const [empty, short] = [await openUpload(), await openUpload()];
    await put(buckets.source, sourceKey(short), '123');
    clock.advance(61);
    expect(await arrivedUploads(parts()).sweep()).toEqual({ 'arrived-upload': 0 });
    for (const id of [empty, short]) expect(await videoOf(id)).toMatchObject({ status: 'uploading' });
  });
});

describe('an unfinished upload that only the store knows', () => {
  it('is aborted once it is older than any session lives, and not before', async () => {
    const key = sourceKey(ulid());
    const s3UploadId = await store.startMultipart({ bucket: buckets.source, key }, 'video/mp4');
    clock.advance(2 * DAY);
    await orphanedMultiparts(parts()).sweep();
    expect(await knowsMultipart({ key, s3UploadId })).toBe(true);
    clock.advance(2 * 3_600);
    expect((await orphanedMultiparts(parts()).sweep())['orphaned-multipart']).toBeGreaterThan(0);
    expect(await knowsMultipart({ key, s3UploadId })).toBe(false);
  });

  it('is aborted within hours when its session has ended, and left alone while it is open', async () => {
    const [ended, open] = [await openMultipart(), await openMultipart()];
    await own.db
      .update(uploadSessions)
      .set({ status: 'aborted' })
      .where(eq(uploadSessions.videoId, ended.videoId));
    clock.advance(2 * 3_600);
    await orphanedMultiparts(parts()).sweep();
    expect(await knowsMultipart(ended)).toBe(false);
    expect(await knowsMultipart(open)).toBe(true);
    await store.abortMultipart({ bucket: buckets.source, ...open });
  });
});

describe('a task that nobody wants', () => {
  it.each(['deleted', 'cancelled', 'failed', 'ready'] as const)(
    'is cancelled when its video is %s',
    async (status) => {
      const videoId = await insertVideo(own.db, clock, { status });
      const waiting = await insertTask(own.db, clock, videoId);
      const held = await insertTask(own.db, clock, videoId, { ...leased(clock), firstSegment: 2 });
      expect(await pointlessTasks(parts()).sweep()).toEqual({ 'pointless-task': 2 });
      const now = await tasksOf(videoId);
      for (const { id } of [waiting, held])
        expect(now.find((task) => task.id === id)).toMatchObject({ status: 'cancelled', workerId: null });
    },
  );

  it('is not one of a video on its way, nor a thumbnail of a ready one', async () => {
    const [processing, ready] = [
      await insertVideo(own.db, clock),
      await insertVideo(own.db, clock, { status: 'ready' }),
    ];
    await insertTask(own.db, clock, processing);
    await insertTask(own.db, clock, ready, { kind: 'thumbnail', rungs: '' });
    expect(await pointlessTasks(parts()).sweep()).toEqual({});
  });
});

describe('a video that is stuck', () => {
  // Other tests leave videos without tasks.
  beforeEach(() => own.db.delete(videos));
  const sweep = () => stuckVideos(parts()).sweep();

  it('gets its probe when its message never came, once it is late', async () => {
    const at = { status: 'queued', plan: null, facts: null, uploadedAt: clock.now() } as const;
    const videoId = await insertVideo(own.db, clock, at);
    expect(await sweep()).toEqual({ 'stuck-video': 0 });
    clock.advance(61);
    expect(await sweep()).toEqual({ 'stuck-video': 1 });
    expect(await tasksOf(videoId)).toMatchObject([{ kind: 'probe', status: 'waiting' }]);
    expect(await sweep()).toEqual({ 'stuck-video': 0 });
  });

  it('is probed anew when its plan was lost', async () => {
    const videoId = await insertVideo(own.db, clock, { plan: null, facts: null });
    await insertTask(own.db, clock, videoId, { kind: 'probe', rungs: '', status: 'done' });
    expect(await sweep()).toEqual({ 'stuck-video': 1 });
    expect(await tasksOf(videoId)).toMatchObject([{ kind: 'probe', status: 'waiting' }]);
  });

  it('gets the tasks that its plan wants', async () => {
    const videoId = await insertVideo(own.db, clock);
    await insertTask(own.db, clock, videoId, { kind: 'probe', rungs: '', status: 'done' });
    expect(await sweep()).toEqual({ 'stuck-video': 1 });
    const waiting = (await tasksOf(videoId)).filter(({ status }) => status === 'waiting');
    expect(waiting).toHaveLength(planned.tasks.filter(({ kind }) => kind !== 'stills').length);
  });

  it('goes on with tasks that were set aside', async () => {
    const videoId = await insertVideo(own.db, clock);
    await insertLeasedTasks(own.db, clock, videoId);
    await own.db.update(tasks).set({ status: 'cancelled' }).where(eq(tasks.videoId, videoId));
    expect(await sweep()).toEqual({ 'stuck-video': 1 });
    const byKind = Object.groupBy(await tasksOf(videoId), ({ kind }) => kind);
    expect(byKind.encode?.every(({ status }) => status === 'waiting')).toBe(true);
    // Their turn comes when the lowest rung stands.
    expect(byKind.stills).toMatchObject([{ status: 'cancelled' }]);
  });

  it('is verified when all is done and nobody asked for it', async () => {
    const videoId = await insertVideo(own.db, clock);
    await insertLeasedTasks(own.db, clock, videoId);
    await own.db.update(tasks).set({ status: 'done' }).where(eq(tasks.videoId, videoId));
    expect(await sweep()).toEqual({ 'stuck-video': 1 });
    const waiting = (await tasksOf(videoId)).filter(({ status }) => status === 'waiting');
    expect(waiting).toMatchObject([{ kind: 'verify' }]);
  });

  it('fails with the reason of the task that failed', async () => {
    const videoId = await insertVideo(own.db, clock);
    await insertTask(own.db, clock, videoId, { status: 'failed', errorCode: 'CORRUPT_MEDIA' });
    expect(await sweep()).toEqual({ 'stuck-video': 1 });
    expect(await videoOf(videoId)).toMatchObject({
      status: 'failed',
      errorCode: 'CORRUPT_MEDIA',
      errorStage: 'encoding-240p',
    });
    expect(await tasksOf(videoId)).toMatchObject([{ status: 'failed' }]);
  });

  it('is none while a task waits, is lent, or the finalizer has it', async () => {
    await insertTask(own.db, clock, await insertVideo(own.db, clock));
    await insertTask(own.db, clock, await insertVideo(own.db, clock), leased(clock));
    await insertVideo(own.db, clock, { encodedAt: clock.now() });
    expect(await sweep()).toEqual({ 'stuck-video': 0 });
  });
});

describe('an object in a bucket', () => {
  // What the tests before have left would be swept too, and counted.
  beforeAll(async () => {
    await Promise.all(written.splice(0).map((object) => store.remove(object)));
  });
  const sweepAll = async () => {
    const total = { 'orphaned-object': 0, 'superseded-object': 0 };
    for (const broom of orphanedObjectBrooms({ ...parts(), graceMs: 3 * DAY * 1000 })) {
      const { 'orphaned-object': orphaned = 0, 'superseded-object': superseded = 0 } = await broom.sweep();
      total['orphaned-object'] += orphaned;
      total['superseded-object'] += superseded;
    }
    return total;
  };
  /** A new owner, and two objects of theirs in each bucket. */
  async function withObjects(over: Partial<VideoRow>): Promise<{ id: string; keys: [string, string][] }> {
    const id = await insertVideo(own.db, clock, over);
    return {
      id,
      keys: [
        [buckets.source, await put(buckets.source, sourceKey(id))],
        [buckets.media, await put(buckets.media, `${id}/240p/0-1.m4s`)],
      ],
    };
  }
  const stand = async ({ keys }: { keys: [string, string][] }) =>
    Promise.all(keys.map(([bucket, key]) => isThere(bucket, key)));

  it('goes when no row knows its video, but not before the grace is over', async () => {
    const id = ulid();
    await put(buckets.media, `${id}/240p/0-1.m4s`);
    await put(buckets.source, sourceKey(id));
    clock.advance(2 * DAY);
    expect(await sweepAll()).toEqual({ 'orphaned-object': 0, 'superseded-object': 0 });
    clock.advance(2 * DAY);
    expect(await sweepAll()).toMatchObject({ 'orphaned-object': 2 });
    expect(await isThere(buckets.media, `${id}/240p/0-1.m4s`)).toBe(false);
    expect(await isThere(buckets.source, sourceKey(id))).toBe(false);
  });

  it('of a name that is none of ours stays', async () => {
    const key = await put(buckets.media, `contract/${ulid()}/0-1.m4s`);
    clock.advance(4 * DAY);
    await sweepAll();
    expect(await isThere(buckets.media, key)).toBe(true);
  });

  it('stays for ever when its owner deleted the video and kept the files', async () => {
    const kept = await withObjects({ status: 'deleted', deletedFiles: 'kept' });
    const ofBefore = await withObjects({ status: 'deleted', deletedFiles: null });
    const written = await withObjects({ status: 'deleted', deletedFiles: 'removed' });
    clock.advance(400 * DAY);
    await sweepAll();
    expect(await stand(kept)).toEqual([true, true]);
    expect(await stand(ofBefore)).toEqual([true, true]);
    // What a zombie wrote after the removal.
    expect(await stand(written)).toEqual([false, false]);
  });

  it.each(['queued', 'processing', 'failed'] as const)('of a %s video stays', async (status) => {
    const video = await withObjects({ status });
    clock.advance(4 * DAY);
    await sweepAll();
    expect(await stand(video)).toEqual([true, true]);
  });

  it('of a ready video stays when it is bound, and goes when it was superseded', async () => {
    const { id } = await withObjects({ status: 'ready', thumbnailKey: 'none' });
    const bound = await put(buckets.media, `${id}/240p/0-2.m4s`);
    const caption = await put(buckets.media, `${id}/captions/${ulid()}.vtt`);
    const unknown = await put(buckets.media, `${id}/what-comes-next.bin`);
    await own.db.insert(bindings).values({
      videoId: id,
      track: '240p',
      number: 0,
      objectKey: bound,
      epoch: 2,
      sizeBytes: 5,
      sha256: 'a'.repeat(64),
      durationTicks: 1,
      boundAt: clock.now(),
    });
    clock.advance(4 * DAY);
    expect(await sweepAll()).toMatchObject({ 'superseded-object': 2 });
    expect(await isThere(buckets.media, bound)).toBe(true);
    expect(await isThere(buckets.media, unknown)).toBe(true);
    expect(await isThere(buckets.media, `${id}/240p/0-1.m4s`)).toBe(false);
    expect(await isThere(buckets.media, caption)).toBe(false);
    expect(await isThere(buckets.source, sourceKey(id))).toBe(true);
  });
});

describe('a deletion that half failed', () => {
  it('goes on until nothing is left, and is then over', async () => {
    const videoId = await insertVideo(own.db, clock, {
      status: 'deleted',
      deletedFiles: 'removing',
      deletedAt: clock.now(),
    });
    const key = await put(buckets.media, `${videoId}/240p/0-1.m4s`);
    const source = await put(buckets.source, sourceKey(videoId));
    clock.advance(121);
    const away = parts({ removeAll: () => Promise.reject(new Error('away')) });
    expect(await finishedDeletions(away).sweep()).toEqual({ 'finished-deletion': 0 });
    expect(await videoOf(videoId)).toMatchObject({ deletedFiles: 'removing' });
    expect(await finishedDeletions(parts()).sweep()).toEqual({ 'finished-deletion': 1 });
    expect(await videoOf(videoId)).toMatchObject({ deletedFiles: 'removed' });
    expect([await isThere(buckets.media, key), await isThere(buckets.source, source)]).toEqual([
      false,
      false,
    ]);
  });

  it('leaves alone what was to be kept', async () => {
    const videoId = await insertVideo(own.db, clock, { status: 'deleted', deletedFiles: 'kept' });
    const key = await put(buckets.media, `${videoId}/240p/0-1.m4s`);
    clock.advance(DAY);
    expect(await finishedDeletions(parts()).sweep()).toEqual({ 'finished-deletion': 0 });
    expect(await isThere(buckets.media, key)).toBe(true);
  });
});

describe('a row that has done its duty', () => {
  it('goes by age; what is unpublished and what Kafka may still bring again stays', async () => {
    await own.db.delete(outbox);
    const message = { topic: 'video.changes', messageKey: 'k', message: {} as never, createdAt: clock.now() };
    await own.db.insert(outbox).values([
      { ...message, eventId: ulid(), publishedAt: clock.now() },
      { ...message, eventId: ulid(), publishedAt: null },
    ]);
    await own.db.insert(processedEvents).values({ consumer: 'c', eventId: ulid(), processedAt: clock.now() });
    clock.advance(8 * DAY);
    expect(await oldRows(parts()).sweep()).toMatchObject({ 'old-outbox-row': 1, 'old-inbox-row': 0 });
    clock.advance(30 * DAY);
    expect(await oldRows(parts()).sweep()).toMatchObject({ 'old-outbox-row': 0, 'old-inbox-row': 1 });
    expect(await own.db.select().from(outbox)).toMatchObject([{ publishedAt: null }]);
  });

  it('of a lock on an upload goes a day after its web died; one that is held stays', async () => {
    const lock = (heldUntil: Date) => ({ uploadId: ulid(), holder: ulid(), heldUntil });
    const held = lock(new Date(clock.now().getTime() + 15_000));
    const justOver = lock(clock.now());
    await own.db
      .insert(uploadLocks)
      .values([lock(new Date(clock.now().getTime() - DAY * 1000)), justOver, held]);
    clock.advance(1);
    expect(await oldRows(parts()).sweep()).toMatchObject({ 'old-upload-lock': 1 });
    const left = (await own.db.select().from(uploadLocks)).map(({ uploadId }) => uploadId);
    expect(left.sort()).toEqual([justOver.uploadId, held.uploadId].sort());
  });
});
