/** A long source lies in several objects, and nobody who sends it notices: not whoever stops, repeats or comes late. */
import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/lib/domain/errors.ts';
import { sourceVolumes } from '../../../src/server/db/schema/source-volumes.ts';
import { uploadSessions } from '../../../src/server/db/schema/upload-sessions.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { ObjectStoreError } from '../../../src/server/ports/object-store.ts';
import { orphanedMultiparts } from '../../../src/server/sweeper/orphaned-multiparts.ts';
import { arrivedUploads, expiredUploads } from '../../../src/server/sweeper/stalled-uploads.ts';
import { describeTask } from '../../../src/server/transcodes/describe-task.ts';
import { disposeSources } from '../../../src/server/transcodes/source-disposal.ts';
import { joinEarly } from '../../../src/server/uploads/join-volumes.ts';
import { joinArrived, settleVolumes } from '../../../src/server/uploads/received-parts.ts';
import { closeSession, findSession, lockSession } from '../../../src/server/uploads/repository.ts';
import { findStoredVolumes } from '../../../src/server/uploads/volumes.ts';
import { removeVideoFiles } from '../../../src/server/videos/file-removal.ts';
import { waitFor } from '../../support/wait-for.ts';
import { insertTask } from './planned-video.ts';
import {
  bodiesOfFive,
  buckets,
  clock,
  FIVE_PARTS,
  keysOf,
  messagesOf,
  numbersOf,
  open,
  own,
  PART,
  partOf,
  refusalOf,
  rowsOf,
  send,
  sendFive,
  service,
  sha256,
  sha256Of,
  store,
  sweeping,
  videoOf,
  viewer,
} from './volumes-world.ts';

describe('a source in volumes', () => {
  it('is whole whichever order its parts come in, and its message names every volume', async () => {
    const { uploadId, videoId } = await sendFive([5, 2, 4, 1, 3]);
    expect(await service().complete(viewer, uploadId)).toEqual({ videoId, status: 'queued' });
    expect(await sha256Of(videoId)).toBe(sha256(bodiesOfFive));
    const rows = await rowsOf(videoId);
    expect(rows.map(({ sizeBytes }) => sizeBytes)).toEqual([2 * PART, 2 * PART, PART - 1]);
    const [message] = await messagesOf(videoId);
    const event = message?.message;
    expect(event?.data).toMatchObject({
      key: `${videoId}/source`,
      size: FIVE_PARTS,
      volumes: rows.map(({ number, sizeBytes, etag }) => {
        return { key: `${videoId}/source-${number}-1`, size: sizeBytes, etag };
      }),
    });
    expect(await videoOf(videoId)).toMatchObject({ sizeBytes: FIVE_PARTS, status: 'queued' });
  });

  it('begun with checksums goes on with them in every volume', async () => {
    const { uploadId } = await open(FIVE_PARTS);
    const checksum = createHash('sha256').update(partOf(1)).digest('base64');
    await service().signParts(viewer, uploadId, [1], { 1: checksum });
    const refusal = await service()
      .signParts(viewer, uploadId, [3])
      .catch((error: unknown) => error instanceof AppError && error.code);
    expect(refusal).toBe('VALIDATION_FAILED');
  });

  it('is told to workers by the place and the pinned ETag of every volume', async () => {
    const { uploadId, videoId } = await sendFive();
    await service().complete(viewer, uploadId);
    const task = await insertTask(own.db, clock, videoId, { kind: 'probe' });
    const told = await own.db.transaction((tx) => describeTask(tx, task, { buckets }));
    const stored = await findStoredVolumes(own.db, videoId);
    expect(stored).toHaveLength(3);
    expect(told).toMatchObject({ source: { sizeBytes: FIVE_PARTS, volumes: stored } });
  });

  it('is disposed of as a whole', async () => {
    const { uploadId, videoId } = await sendFive();
    await service().complete(viewer, uploadId);
    await own.db.update(videos).set({ status: 'ready' }).where(eq(videos.id, videoId));
    expect(await disposeSources({ db: own.db, store, sourceBucket: buckets.source }, 'delete')).toBe(1);
    expect(await keysOf(videoId)).toEqual([]);
  });

  it('completed five times at once starts one video', async () => {
    const { uploadId, videoId } = await sendFive();
    const answers = await Promise.allSettled(numbersOf(5).map(() => service().complete(viewer, uploadId)));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'));
    expect(await messagesOf(videoId)).toHaveLength(1);
    expect(await sha256Of(videoId)).toBe(sha256(bodiesOfFive));
  });

  it('that lacks parts, or has others than its client saw, is not complete, and says which', async () => {
    const upload = await open(FIVE_PARTS);
    for (const number of [1, 2, 4]) await send(upload.uploadId, number, partOf(number));
    const claimed = [{ partNumber: 2, etag: '"another"' }];
    const refusal = await refusalOf(service().complete(viewer, upload.uploadId, claimed));
    expect(refusal).toEqual({ missing: [3, 5], different: [2] });
    expect(await messagesOf(upload.videoId)).toEqual([]);
  });
});

describe('an upload in volumes that web did not live to complete', () => {
  it('goes on from what is joined when its client asks again', async () => {
    const { uploadId, videoId } = await sendFive();
    let joined = 0;
    const dying = service({
      completeMultipart: async (...call) => {
        if (++joined === 2) throw new ObjectStoreError('complete an upload', { cause: 'away', isAway: true });
        return store.completeMultipart(...call);
      },
    });
    await expect(dying.complete(viewer, uploadId)).rejects.toThrow(ObjectStoreError);
    expect(await messagesOf(videoId)).toEqual([]);
    expect(await service().complete(viewer, uploadId)).toEqual({ videoId, status: 'queued' });
    expect(await sha256Of(videoId)).toBe(sha256(bodiesOfFive));
  });

  it('is queued by the sweeper when the store has joined every volume', async () => {
    const { uploadId, videoId } = await sendFive();
    await service().complete(viewer, uploadId);
    await own.db.update(sourceVolumes).set({ etag: null }).where(eq(sourceVolumes.videoId, videoId));
    await own.db.update(uploadSessions).set({ status: 'open' }).where(eq(uploadSessions.id, uploadId));
    await own.db.update(videos).set({ status: 'uploading', sourceEtag: null }).where(eq(videos.id, videoId));
    clock.advance(120);
    expect(await arrivedUploads(sweeping()).sweep()).toEqual({ 'arrived-upload': 1 });
    expect(await videoOf(videoId)).toMatchObject({ status: 'queued' });
  });
});

it('completed just before it is aborted stays as it is', async () => {
  const { uploadId, videoId } = await sendFive();
  const session = await findSession(own.db, uploadId);
  if (!session) throw new Error('no upload');
  const parts = { db: own.db, clock, store, sourceBucket: buckets.source };
  const arrived = (await settleVolumes(parts, session)) ?? [];
  await joinArrived(parts, session, arrived);
  const { aborting } = await own.db.transaction(async (tx) => {
    await lockSession(tx, uploadId);
    const aborting = service()
      .abort(viewer, uploadId)
      .catch((error: unknown) => error instanceof AppError && error.code);
    await waitFor('the abort to wait for the row', async () => {
      const [rows] = await own.db.execute(sql`show processlist`);
      return JSON.stringify(rows).includes('update `upload_sessions` set');
    });
    await closeSession(tx, uploadId, 'completed');
    return { aborting };
  });
  expect(await aborting).toBe('UPLOAD_CLOSED');
  expect(await sha256Of(videoId)).toBe(sha256(bodiesOfFive));
});

describe('nothing is left', () => {
  /** One volume joined, one begun. */
  async function halfway() {
    const upload = await open(FIVE_PARTS);
    for (const number of [1, 2, 3]) await send(upload.uploadId, number, partOf(number));
    const half = await service()
      .complete(viewer, upload.uploadId)
      .catch((error: unknown) => error instanceof AppError && error.code);
    expect(half).toBe('UPLOAD_INCOMPLETE');
    const session = await findSession(own.db, upload.uploadId);
    if (!session) throw new Error('no upload');
    const parts = { db: own.db, clock, store, sourceBucket: buckets.source };
    await joinEarly(parts, session, ({ number }) => number === 0);
    expect(await keysOf(upload.videoId)).toHaveLength(1);
    return upload;
  }
  async function expectNothing(videoId: string): Promise<void> {
    expect(await keysOf(videoId)).toEqual([]);
    for (const { number, s3UploadId } of await rowsOf(videoId)) {
      const address = { bucket: buckets.source, key: `${videoId}/source-${number}-1`, s3UploadId };
      expect(await store.listParts(address)).toBeUndefined();
    }
  }

  it('of an upload that was aborted', async () => {
    const { uploadId, videoId } = await halfway();
    await service().abort(viewer, uploadId);
    await expectNothing(videoId);
    const late = await service()
      .signParts(viewer, uploadId, [4])
      .catch((error: unknown) => error instanceof AppError && error.code);
    expect(late).toBe('UPLOAD_CLOSED');
  });

  it('of an upload whose time is over', async () => {
    const { videoId } = await halfway();
    clock.advance(49 * 3_600);
    await expiredUploads(sweeping()).sweep();
    expect(await videoOf(videoId)).toMatchObject({ status: 'cancelled' });
    await expectNothing(videoId);
  });

  it('of a video that is deleted while it is sent', async () => {
    const { videoId } = await halfway();
    expect(await removeVideoFiles(sweeping(), videoId)).toEqual({ raw: true, processed: true });
    await expectNothing(videoId);
  });

  it('of one that goes on, to be taken for an orphan', async () => {
    const { uploadId, videoId } = await halfway();
    clock.advance(2 * 3_600);
    await orphanedMultiparts(sweeping()).sweep();
    for (const number of [4, 5]) await send(uploadId, number, bodiesOfFive[number - 1] ?? Buffer.alloc(0));
    expect(await service().complete(viewer, uploadId)).toEqual({ videoId, status: 'queued' });
    expect(await sha256Of(videoId)).toBe(sha256(bodiesOfFive));
  });
});
