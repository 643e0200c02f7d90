/** A volume is joined while the next is on its way, and whatever goes wrong with that costs nothing but parts sent again. */
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sourceVolumes } from '../../../src/server/db/schema/source-volumes.ts';
import { ObjectStoreError } from '../../../src/server/ports/object-store.ts';
import { orphanedObjectBrooms } from '../../../src/server/sweeper/orphaned-objects.ts';
import { findSourceObjects } from '../../../src/server/uploads/volumes.ts';
import { waitFor } from '../../support/wait-for.ts';
import {
  bodiesOfFive,
  buckets,
  clock,
  keysOf,
  numbersOf,
  open,
  own,
  PART,
  partOf,
  refusalOf,
  rowsOf,
  send,
  sendFive,
  sendTen,
  service,
  sha256,
  sha256Of,
  sha256OfTen,
  store,
  sweeping,
  tenInTurns,
  untilClosed,
  untilJoined,
  viewer,
} from './volumes-world.ts';

describe('a volume', () => {
  it('is joined while later parts are on their way, and its parts are listed as before', async () => {
    const { uploadId, videoId, last } = await sendTen();
    await untilJoined(videoId);
    expect((await rowsOf(videoId)).map(({ etag }) => etag !== null)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    await last();
    const { received } = await service().describe(viewer, uploadId);
    const md5 = (body: Buffer) => createHash('md5').update(body).digest('hex');
    expect(received).toEqual(
      numbersOf(10).map((partNumber) => ({ partNumber, size: PART, etag: md5(partOf(partNumber)) })),
    );
    const claimed = received.map(({ partNumber, etag }) => ({ partNumber, etag: `"${etag}"` }));
    expect(await service().complete(viewer, uploadId, claimed)).toEqual({ videoId, status: 'queued' });
    expect(await sha256Of(videoId)).toBe(sha256OfTen());
  });

  it('is joined by the third part after it, of a client that sends one after the other', async () => {
    const { uploadId, videoId } = await open(10 * PART);
    for (const number of numbersOf(5)) await send(uploadId, number, partOf(number));
    await untilJoined(videoId);
    for (const number of numbersOf(10).slice(5)) await send(uploadId, number, partOf(number));
    expect(await service().complete(viewer, uploadId)).toEqual({ videoId, status: 'queued' });
    expect(await sha256Of(videoId)).toBe(sha256OfTen());
  });

  it('that is joined takes a part once more: the same bytes change nothing', async () => {
    const { uploadId, videoId, last } = await sendTen();
    await untilJoined(videoId);
    await send(uploadId, 2, partOf(2));
    await last();
    expect((await service().describe(viewer, uploadId)).received).toHaveLength(10);
    expect(await service().complete(viewer, uploadId)).toEqual({ videoId, status: 'queued' });
    expect(await sha256Of(videoId)).toBe(sha256OfTen());
    expect((await findSourceObjects(own.db, buckets.source, videoId))[0]?.key).toBe(`${videoId}/source-0-1`);
  });

  it('that is joined takes other bytes once more: then its other parts are asked for, and the last ones count', async () => {
    const { uploadId, videoId, last } = await sendTen();
    await untilJoined(videoId);
    await send(uploadId, 2, partOf(2, PART, 20));
    await last();
    expect(await refusalOf(service().complete(viewer, uploadId))).toEqual({ missing: [1], different: [] });
    await send(uploadId, 1, partOf(1));
    await service().complete(viewer, uploadId);
    const bodies = numbersOf(10).map((number) => partOf(number, PART, number === 2 ? 20 : 0));
    expect(await sha256Of(videoId)).toBe(sha256(bodies));
    clock.advance(8 * 86_400);
    const [ofSources] = orphanedObjectBrooms({ ...sweeping(), graceMs: 1 });
    await ofSources?.sweep();
    expect(await keysOf(videoId)).toEqual([
      `${videoId}/source-0-2`,
      ...[1, 2, 3, 4].map((number) => `${videoId}/source-${number}-1`),
    ]);
  });

  it('is waited for by `complete` while it is still being joined', async () => {
    const { promise: goOn, resolve } = Promise.withResolvers<void>();
    const { uploadId, videoId, last } = await sendTen({
      completeMultipart: async (...call) => {
        await goOn;
        return store.completeMultipart(...call);
      },
    });
    await last();
    await untilClosed(videoId);
    const hidden = service({
      listParts: async (upload) => (upload.key.endsWith('-0-1') ? undefined : store.listParts(upload)),
    });
    const completing = hidden.complete(viewer, uploadId);
    resolve();
    expect(await completing).toEqual({ videoId, status: 'queued' });
    expect(await sha256Of(videoId)).toBe(sha256OfTen());
  });

  it('that the store lost while it joined it is asked for again, whole', async () => {
    const { promise: lost, resolve } = Promise.withResolvers<void>();
    const { uploadId, videoId, last } = await sendTen({
      completeMultipart: async (upload) => {
        await store.abortMultipart(upload);
        resolve();
        throw new ObjectStoreError('complete an upload', { cause: 'killed', isAway: true });
      },
    });
    await last();
    await lost;
    clock.advance(70);
    expect(await refusalOf(service().complete(viewer, uploadId))).toEqual({ missing: [1, 2], different: [] });
    for (const number of [1, 2]) await send(uploadId, number, partOf(number));
    expect(await service().complete(viewer, uploadId)).toEqual({ videoId, status: 'queued' });
    expect(await sha256Of(videoId)).toBe(sha256OfTen());
  });

  it('whose upload the store forgot is asked for again, whole', async () => {
    const { uploadId, videoId } = await sendFive();
    const [first] = await rowsOf(videoId);
    const key = `${videoId}/source-0-1`;
    await store.abortMultipart({ bucket: buckets.source, key, s3UploadId: first?.s3UploadId ?? '' });
    expect(await refusalOf(service().complete(viewer, uploadId))).toEqual({ missing: [1, 2], different: [] });
    for (const number of [1, 2]) await send(uploadId, number, partOf(number));
    expect(await service().complete(viewer, uploadId)).toEqual({ videoId, status: 'queued' });
    expect(await sha256Of(videoId)).toBe(sha256(bodiesOfFive));
  });

  it('that could not be joined is joined by `complete`, though a part of it was sent once more', async () => {
    const { uploadId, videoId, last } = await sendTen({
      completeMultipart: async () => {
        throw new ObjectStoreError('complete an upload', { cause: 'away', isAway: true });
      },
    });
    await untilClosed(videoId);
    await send(uploadId, 1, partOf(1));
    await last();
    expect(await service().complete(viewer, uploadId)).toEqual({ videoId, status: 'queued' });
    expect(await keysOf(videoId)).toContain(`${videoId}/source-0-1`);
  });

  it('with checksums is joined, and takes a part once more, as without', async () => {
    const upload = await open(10 * PART);
    const sent = new Set<number>();
    for (const number of [...tenInTurns, 2]) {
      if (sent.has(number)) await untilJoined(upload.videoId);
      sent.add(number);
      const body = partOf(number);
      const checksum = createHash('sha256').update(body).digest('base64');
      const { parts } = await service().signParts(viewer, upload.uploadId, [number], { [number]: checksum });
      const [part] = parts;
      const headers = { ...part?.headers };
      const answer = await fetch(part?.url ?? '', { method: 'PUT', body: new Uint8Array(body), headers });
      expect(answer.status).toBe(200);
    }
    expect(await service().complete(viewer, upload.uploadId)).toMatchObject({ status: 'queued' });
    expect(await sha256Of(upload.videoId)).toBe(sha256OfTen());
  });

  it('of which parts are asked for is not joined under the hands of whoever asked', async () => {
    const { uploadId, videoId } = await open(10 * PART);
    for (const number of tenInTurns.slice(0, 9)) await send(uploadId, number, partOf(number));
    let listed = 0;
    const counting = service({
      listParts: async (upload) => {
        listed++;
        return store.listParts(upload);
      },
    });
    await counting.signParts(viewer, uploadId, numbersOf(10));
    await send(uploadId, 10, partOf(10));
    await untilJoined(videoId);
    expect(listed).toBe(0);
  });

  it('whose joining nobody lived to note counts as joined, and takes a part once more', async () => {
    const { uploadId, videoId, last } = await sendTen();
    await untilJoined(videoId);
    await own.db.update(sourceVolumes).set({ etag: null }).where(eq(sourceVolumes.videoId, videoId));
    expect((await service().describe(viewer, uploadId)).received).toHaveLength(9);
    await send(uploadId, 1, partOf(1));
    await last();
    await service().complete(viewer, uploadId);
    expect(await sha256Of(videoId)).toBe(sha256OfTen());
  });

  it('that could not be joined in time is joined at the end', async () => {
    let tried = 0;
    const { uploadId, videoId, last } = await sendTen({
      completeMultipart: async () => {
        tried++;
        throw new ObjectStoreError('complete an upload', { cause: 'away', isAway: true });
      },
    });
    await waitFor('the volume to be tried', async () => tried > 0);
    await last();
    expect(await service().complete(viewer, uploadId)).toEqual({ videoId, status: 'queued' });
  });
});
