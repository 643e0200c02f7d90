/** What one person may have is never passed, however many uploads begin at once, and whatever ends one makes room again. */
import { and, eq } from 'drizzle-orm';
import pino from 'pino';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/lib/domain/errors.ts';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { uploadSessions } from '../../../src/server/db/schema/upload-sessions.ts';
import { users } from '../../../src/server/db/schema/users.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { createMediaAccess } from '../../../src/server/delivery/media-access.ts';
import type { ObjectStore } from '../../../src/server/ports/object-store.ts';
import { expiredUploads } from '../../../src/server/sweeper/stalled-uploads.ts';
import type { UploadLimits } from '../../../src/server/uploads/quota.ts';
import { createUploadService } from '../../../src/server/uploads/service.ts';
import { createVideoService } from '../../../src/server/videos/service.ts';
import { mediaBucket, openObjectStore, sourceBucket } from '../../support/object-store.ts';
import { createTestClock } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const MIB = 1024 ** 2;
const DAY = 86_400;
const own = keepPrivateDatabase();
const store = openObjectStore();
const clock = createTestClock();
const buckets = { source: sourceBucket(), media: mediaBucket() };
const log = pino({ level: 'silent' });
const plenty = { totalBytes: null, dailyBytes: null, openUploads: null };
const clip = (fileSize: number) => ({ filename: 'clip.mp4', contentType: 'video/mp4', fileSize });

const service = (limits: Partial<UploadLimits>, over: Partial<ObjectStore> = {}) =>
  createUploadService({
    db: own.db,
    clock,
    store: { ...store, ...over },
    sourceBucket: buckets.source,
    settings: async () => ({
      rules: { maxBytes: 1_000 * MIB, maxPostBytes: 1_000 * MIB },
      limits: { ...plenty, ...limits },
    }),
    log,
    partsPerVolume: null,
    secondsUntilReady: async () => null,
  });
const catalog = () => {
  const media = createMediaAccess({ secret: 'x'.repeat(32), publicUrl: 'http://localhost', clock });
  return createVideoService({ db: own.db, clock, store, log, media, buckets, launcherName: 'process' });
};

async function person(): Promise<Viewer> {
  const viewer = { userId: ulid(), sessionId: ulid(), email: `${ulid()}@example.test`, name: 'Ada' };
  await own.db.insert(users).values({
    ...{ id: viewer.userId, email: viewer.email, name: viewer.name, passwordHash: '' },
    createdAt: clock.now(),
  });
  return { ...viewer, role: 'user' };
}

const refusalOf = (error: unknown) =>
  error instanceof AppError ? { code: error.code, ...error.details } : error;
const refused = (upload: Promise<unknown>) =>
  upload.then(
    () => 'accepted',
    (error: unknown) => refusalOf(error),
  );
const openSessions = (viewer: Viewer) =>
  own.db
    .select()
    .from(uploadSessions)
    .where(and(eq(uploadSessions.ownerId, viewer.userId), eq(uploadSessions.status, 'open')));
const used = async (viewer: Viewer) => (await service({}).usage(viewer)).used;

describe.each([
  ['in parts', 'create'],
  ['in one PUT', 'createSinglePut'],
  ['in one POST', 'createPost'],
] as const)('twenty uploads %s that begin at once', (_, door) => {
  it.each([
    ['the bytes', { totalBytes: 7 * MIB }, 'totalBytes', 7],
    ['the bytes of a day', { dailyBytes: 5 * MIB }, 'dailyBytes', 5],
    ['the number', { openUploads: 3 }, 'openUploads', 3],
  ] as const)('never pass %s that one person may have', async (_limit, limits, limit, most) => {
    const viewer = await person();
    const started = new Map<string, string>();
    const uploads = service(limits, {
      async startMultipart(object, ...rest) {
        const s3UploadId = await store.startMultipart(object, ...rest);
        started.set(s3UploadId, object.key);
        return s3UploadId;
      },
    });
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => uploads[door](viewer, clip(MIB))));
    const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [refusalOf(end.reason)] : []));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(most);
    expect(reasons).toHaveLength(20 - most);
    for (const reason of reasons) expect(reason).toMatchObject({ code: 'QUOTA_EXCEEDED', limit, left: 0 });
    expect(await openSessions(viewer)).toHaveLength(most);
    const rows = await own.db.select().from(videos).where(eq(videos.ownerId, viewer.userId));
    expect(rows).toHaveLength(most);
    // What the store was asked for in vain was taken back.
    const known = new Set((await openSessions(viewer)).map(({ s3UploadId }) => s3UploadId));
    for (const [s3UploadId, key] of started) {
      const parts = await store.listParts({ bucket: buckets.source, key, s3UploadId });
      expect(parts !== undefined).toBe(known.has(s3UploadId));
    }
  });
});

describe('the bytes of an upload', () => {
  it('are reserved when it begins, and a refused one leaves nothing', async () => {
    const viewer = await person();
    const uploads = service({ totalBytes: 10 });
    await uploads.createSinglePut(viewer, clip(6));
    expect(await refused(uploads.createSinglePut(viewer, clip(5)))).toEqual({
      ...{ code: 'QUOTA_EXCEEDED', limit: 'totalBytes' },
      ...{ allowed: 10, used: 6, left: 4 },
    });
    expect(await used(viewer)).toEqual({ totalBytes: 6, dailyBytes: 6, openUploads: 1 });
    expect(await refused(uploads.createSinglePut(viewer, clip(4)))).toBe('accepted');
  });

  it('are free again when it is aborted', async () => {
    const viewer = await person();
    const uploads = service({ totalBytes: 10, dailyBytes: 10, openUploads: 1 });
    const { uploadId } = await uploads.create(viewer, clip(10));
    await uploads.abort(viewer, uploadId);
    expect(await used(viewer)).toEqual({ totalBytes: 0, dailyBytes: 0, openUploads: 0 });
    expect(await refused(uploads.create(viewer, clip(10)))).toBe('accepted');
  });

  it('are free again when it expires', async () => {
    const viewer = await person();
    await service({}).create(viewer, clip(10));
    clock.advance(2 * DAY + 1);
    // Of the day it is no more, but until it is swept it may still be completed.
    expect(await used(viewer)).toEqual({ totalBytes: 10, dailyBytes: 0, openUploads: 1 });
    await expiredUploads({ db: own.db, clock, store, log, buckets }).sweep();
    expect(await used(viewer)).toEqual({ totalBytes: 0, dailyBytes: 0, openUploads: 0 });
  });

  it('are free again when its video is deleted, while it runs and once it is there', async () => {
    const viewer = await person();
    const running = await service({}).create(viewer, clip(10));
    await catalog().remove(viewer, running.videoId, true);
    expect(await used(viewer)).toEqual({ totalBytes: 0, dailyBytes: 0, openUploads: 0 });

    const { videoId, key } = await service({}).createSinglePut(viewer, clip(4));
    await store.write({ bucket: buckets.source, key }, 'four', 'video/mp4', 'no-store');
    await service({}).confirm(viewer, videoId);
    expect(await used(viewer)).toEqual({ totalBytes: 4, dailyBytes: 4, openUploads: 0 });
    await catalog().remove(viewer, videoId, true);
    // What was uploaded today was uploaded today.
    expect(await used(viewer)).toEqual({ totalBytes: 0, dailyBytes: 4, openUploads: 0 });
  });

  it('count on when only the video goes and its files are kept', async () => {
    const viewer = await person();
    const { videoId, key } = await service({}).createSinglePut(viewer, clip(4));
    await store.write({ bucket: buckets.source, key }, 'four', 'video/mp4', 'no-store');
    await service({}).confirm(viewer, videoId);
    await catalog().remove(viewer, videoId, false);
    expect(await used(viewer)).toMatchObject({ totalBytes: 4 });
    await store.remove({ bucket: buckets.source, key });
  });

  it('of another person take nothing away', async () => {
    const [viewer, other] = [await person(), await person()];
    const uploads = service({ totalBytes: 10, dailyBytes: 10, openUploads: 1 });
    await uploads.createSinglePut(other, clip(10));
    expect(await refused(uploads.createSinglePut(viewer, clip(10)))).toBe('accepted');
  });
});
