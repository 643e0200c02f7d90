/** Uploads in volumes of two parts, in a bucket of their own. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { CreateBucketCommand, DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { and, asc, eq } from 'drizzle-orm';
import pino from 'pino';
import { ulid } from 'ulid';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { AppError } from '../../../src/lib/domain/errors.ts';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { sourceVolumes } from '../../../src/server/db/schema/source-volumes.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import type { ObjectStore } from '../../../src/server/ports/object-store.ts';
import { createUploadService } from '../../../src/server/uploads/service.ts';
import { findSourceObjects } from '../../../src/server/uploads/volumes.ts';
import { mediaBucket, openObjectStore, s3ClientSettings } from '../../support/object-store.ts';
import { waitFor } from '../../support/wait-for.ts';
import { createTestClock, type TestClock } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const MIB = 1024 ** 2;
export const PART = 8 * MIB;
export const own = keepPrivateDatabase();
export const store = openObjectStore();
/** Of its own: the sweeper's test takes what it does not know for orphaned, and so does this one. */
export const buckets = { source: `volumes-${ulid().toLowerCase()}`, media: mediaBucket() };
const s3 = new S3Client(s3ClientSettings());
const log = pino({ level: 'silent' });
export const viewer: Viewer = {
  userId: ulid(),
  sessionId: ulid(),
  email: 'a@example.test',
  name: 'Ada',
  role: 'user',
};
export let clock: TestClock;
beforeAll(() => s3.send(new CreateBucketCommand({ Bucket: buckets.source })));
afterAll(async () => {
  await store.removeAll(buckets.source, '');
  await s3.send(new DeleteBucketCommand({ Bucket: buckets.source }));
  s3.destroy();
});
beforeEach(() => {
  clock = createTestClock();
  clock.advance((Date.now() - clock.now().getTime()) / 1000);
});

/** Volumes of two parts. */
export const service = (over: Partial<ObjectStore> = {}) =>
  createUploadService({
    ...{ db: own.db, clock, log, sourceBucket: buckets.source, partsPerVolume: 2 },
    store: { ...store, ...over },
    settings: async () => ({
      rules: { maxBytes: 1_000 * MIB, maxPostBytes: MIB },
      limits: { totalBytes: null, dailyBytes: null, openUploads: null },
    }),
    secondsUntilReady: async () => null,
  });
export const sweeping = (over: Partial<ObjectStore> = {}) => ({
  ...{ db: own.db, clock, log, buckets },
  store: { ...store, ...over },
});

/** Each part is filled with a letter of its own. */
export const partOf = (number: number, bytes = PART, mark = 0) => Buffer.alloc(bytes, 96 + number + mark);
export const numbersOf = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

export async function open(fileSize: number) {
  const file = { filename: 'a.mp4', contentType: 'video/mp4', fileSize };
  return service().create(viewer, file);
}
export async function send(uploadId: string, partNumber: number, body: Buffer): Promise<string> {
  const { parts } = await service().signParts(viewer, uploadId, [partNumber]);
  const answer = await fetch(parts[0]?.url ?? '', { method: 'PUT', body: new Uint8Array(body) });
  expect(answer.status).toBe(200);
  return answer.headers.get('etag') ?? '';
}
/** Three volumes: 16, 16 and 8 MiB less one byte. */
export const FIVE_PARTS = 5 * PART - 1;
export const bodiesOfFive = numbersOf(5).map((number) => partOf(number, number === 5 ? PART - 1 : PART));
/** The last part first, so that none is joined before `complete`. */
export async function sendFive(order = [5, 1, 2, 3, 4]) {
  const upload = await open(FIVE_PARTS);
  for (const number of order)
    await send(upload.uploadId, number, bodiesOfFive[number - 1] ?? Buffer.alloc(0));
  return upload;
}

export const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error: unknown) => (error instanceof AppError ? error.details : error),
  );
export const rowsOf = (videoId: string) =>
  own.db
    .select()
    .from(sourceVolumes)
    .where(eq(sourceVolumes.videoId, videoId))
    .orderBy(asc(sourceVolumes.number), asc(sourceVolumes.epoch));
export const videoOf = async (id: string) => (await own.db.select().from(videos).where(eq(videos.id, id)))[0];
export const messagesOf = (videoId: string) =>
  own.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.messageKey, videoId), eq(outbox.topic, 'video.uploads')));
export async function sha256Of(videoId: string): Promise<string> {
  const hash = createHash('sha256');
  for (const object of await findSourceObjects(own.db, buckets.source, videoId)) {
    const body = await store.read(object);
    if (!body) throw new Error(`${object.key} is not there`);
    hash.update(await buffer(body));
  }
  return hash.digest('hex');
}
export const sha256 = (bodies: readonly Buffer[]) =>
  createHash('sha256').update(Buffer.concat(bodies)).digest('hex');
export const keysOf = async (videoId: string) =>
  (await store.listObjects(buckets.source, `${videoId}/`, 100))
    .map(({ key }) => key)
    .filter((key) => key.startsWith(videoId));

/** Ten parts, in an order in which no volume is whole when it is due for the first time, by the third part after it. */
export const tenInTurns = [1, 3, 5, 7, 9, 2, 4, 6, 8, 10];

/** By the tenth, the eighth after it, the first volume is due, and no other. */
export async function sendTen(over: Partial<ObjectStore> = {}) {
  const upload = await open(10 * PART);
  for (const number of tenInTurns.slice(0, 9)) await send(upload.uploadId, number, partOf(number));
  const { parts } = await service(over).signParts(viewer, upload.uploadId, [10]);
  const last = async () => {
    const answer = await fetch(parts[0]?.url ?? '', { method: 'PUT', body: new Uint8Array(partOf(10)) });
    expect(answer.status).toBe(200);
  };
  return { ...upload, last };
}
export const untilJoined = (videoId: string) =>
  waitFor('the first volume to be joined', async () => (await rowsOf(videoId))[0]?.etag ?? undefined);
export const untilClosed = (videoId: string) =>
  waitFor('the first volume to be closed', async () => (await rowsOf(videoId))[0]?.closedAt ?? undefined);
/** What ten parts amount to, each as it was sent first. */
export const sha256OfTen = () => sha256(numbersOf(10).map((number) => partOf(number)));
