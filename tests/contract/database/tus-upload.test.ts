/** A tus upload is where its row says, whoever writes to it, dies or comes late. */
import { eq } from 'drizzle-orm';
import pino from 'pino';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { sourceKey } from '../../../src/lib/domain/object-keys.ts';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { uploadSessions } from '../../../src/server/db/schema/upload-sessions.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { arrivedUploads, expiredUploads } from '../../../src/server/sweeper/stalled-uploads.ts';
import { createUploadService } from '../../../src/server/uploads/service.ts';
import { createTusService } from '../../../src/server/uploads/tus-service.ts';
import { createUploadLocks } from '../../../src/server/uploads/upload-locks.ts';
import { createStreamGate } from '../../../src/server/uploads/web-stream-gate.ts';
import { mediaBucket, openObjectStore, sourceBucket } from '../../support/object-store.ts';
import { createTestClock } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const MIB = 1024 ** 2;
const own = keepPrivateDatabase();
const store = openObjectStore();
const clock = createTestClock();
const buckets = { source: sourceBucket(), media: mediaBucket() };
const log = pino({ level: 'silent' });
const viewer: Viewer = {
  userId: ulid(),
  sessionId: ulid(),
  email: 'a@example.test',
  name: 'Ada',
  role: 'user',
};

function replica() {
  const parts = {
    ...{ db: own.db, clock, store, sourceBucket: buckets.source },
    settings: async () => ({
      rules: { maxBytes: 1_000 * MIB, maxPostBytes: MIB },
      limits: { totalBytes: null, dailyBytes: null, openUploads: null },
    }),
  };
  const uploads = createUploadService({
    ...{ ...parts, log, partsPerVolume: null },
    secondsUntilReady: async () => null,
  });
  const { signal: stopping } = new AbortController();
  return createTusService({ ...parts, gate: createStreamGate(4), stopping, uploads });
}
async function* streamOf(...chunks: Uint8Array[]) {
  yield* chunks;
}
const bytes = (length: number, fill = 1) => new Uint8Array(length).fill(fill);
const sweeping = () => ({ db: own.db, clock, store, log, buckets });

async function create(fileSize: number): Promise<string> {
  const id = clock.newId();
  const file = { filename: 'a.mp4', contentType: 'video/mp4', fileSize };
  await replica().create(viewer, id, file, null);
  return id;
}
const rowOf = async (id: string) => {
  const [row] = await own.db.select().from(uploadSessions).where(eq(uploadSessions.id, id));
  return row;
};
const statusOf = async (id: string) => {
  const [row] = await own.db.select().from(videos).where(eq(videos.id, id));
  return row?.status;
};
const keysOf = async (id: string) =>
  (await store.listObjects(buckets.source, `${id}/`, 10))
    .map(({ key }) => key)
    .filter((key) => key.startsWith(id));

describe('a tus upload', () => {
  it('that is whole and was not completed is completed by the sweeper, its client being gone', async () => {
    const id = await create(9 * MIB);
    expect(await replica().append(viewer, id, 0, streamOf(bytes(9 * MIB)), null)).toBe(9 * MIB);
    expect(await statusOf(id)).toBe('uploading');
    clock.advance(120);
    expect(await arrivedUploads(sweeping()).sweep()).toMatchObject({ 'arrived-upload': 1 });
    expect(await statusOf(id)).toBe('queued');
    expect(await keysOf(id)).toEqual([sourceKey(id)]);
    await store.remove({ bucket: buckets.source, key: sourceKey(id) });
  });

  it('that is whole and was not completed is completed when its client asks', async () => {
    const id = await create(1000);
    await replica().append(viewer, id, 0, streamOf(bytes(1000)), null);
    expect(await replica().find(viewer, id)).toMatchObject({ offset: 1000 });
    expect(await statusOf(id)).toBe('queued');
    await store.remove({ bucket: buckets.source, key: sourceKey(id) });
  });

  it('that expires leaves neither tail nor parts', async () => {
    const id = await create(20 * MIB);
    await replica().append(viewer, id, 0, streamOf(bytes(9 * MIB)), null);
    expect(await keysOf(id)).toEqual([`${id}/tail-${9 * MIB}`]);
    const s3UploadId = (await rowOf(id))?.s3UploadId ?? '';
    clock.advance(49 * 3_600);
    expect(await expiredUploads(sweeping()).sweep()).toMatchObject({ 'expired-upload': 1 });
    expect(await keysOf(id)).toEqual([]);
    const upload = { bucket: buckets.source, key: sourceKey(id), s3UploadId };
    expect(await store.listParts(upload)).toBeUndefined();
  });

  it('moves on once when two replicas write at the same place', async () => {
    const id = await create(1000);
    const ends = await Promise.allSettled([
      replica().append(viewer, id, 0, streamOf(bytes(10)), null),
      replica().append(viewer, id, 0, streamOf(bytes(20)), null),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const row = await rowOf(id);
    expect([10, 20]).toContain(row?.receivedBytes);
    await replica().terminate(viewer, id);
  });

  it('keeps what came before its line broke', async () => {
    const id = await create(1000);
    async function* broken() {
      yield bytes(300);
      throw new Error('the client is gone');
    }
    await expect(replica().append(viewer, id, 0, broken(), null)).rejects.toThrow('the client is gone');
    expect(await replica().find(viewer, id)).toMatchObject({ offset: 300 });
    await replica().terminate(viewer, id);
  });
});

describe('the lock of an upload', () => {
  const locks = () => createUploadLocks({ db: own.db, clock });
  const never = new AbortController().signal;

  it('is asked back from its holder at another replica, and goes to who asked', async () => {
    const id = ulid();
    const [first, second] = [locks().of(id), locks().of(id)];
    const { promise: wanted, resolve } = Promise.withResolvers<void>();
    expect(await first.take(never, resolve)).toBe(true);
    const taken = second.take(never, () => undefined);
    await wanted;
    await first.release();
    expect(await taken).toBe(true);
    await second.release();
  });

  it('of a web that died is free when its time is over', async () => {
    const id = ulid();
    await locks()
      .of(id)
      .take(never, () => undefined);
    clock.advance(60);
    const next = locks().of(id);
    expect(await next.take(never, () => undefined)).toBe(true);
    await next.release();
  });

  it('is not waited for by who has gone', async () => {
    const id = ulid();
    const holder = locks().of(id);
    await holder.take(never, () => undefined);
    expect(
      await locks()
        .of(id)
        .take(AbortSignal.abort(), () => undefined),
    ).toBe(false);
    await holder.release();
  });
});
