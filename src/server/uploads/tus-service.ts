import { buffer } from 'node:stream/consumers';
import { AppError } from '#lib/domain/errors.ts';
import { sourceKey, tailKey, tailPrefix } from '#lib/domain/object-keys.ts';
import type { VideoStatus } from '#lib/domain/video-status.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import { type ObjectStore, ObjectStoreError } from '../ports/object-store.ts';
import { cutParts } from './cut-parts.ts';
import { MULTIPART_LIFETIME_MS } from './lifetime.ts';
import { type DeclaredFile, type OpeningParts, openSession } from './open-session.ts';
import { createPartLane } from './part-lane.ts';
import { judgeDeclaration, mostBytesOf, needOpen, needOwn, WEB_PART_BYTES } from './policy.ts';
import { advanceReceived, findSession } from './repository.ts';
import type { createUploadService } from './service.ts';
import { needMultipart } from './sign-parts.ts';
import { ChecksumMismatch, sumUp, type UploadChecksum } from './upload-checksum.ts';
import { type StreamGate, withoutSilence } from './web-stream-gate.ts';

export interface TusServiceParts extends OpeningParts {
  readonly store: ObjectStore;
  readonly sourceBucket: string;
  readonly gate: StreamGate;
  /** Aborted once this replica is to end. */
  readonly stopping: AbortSignal;
  readonly uploads: Pick<ReturnType<typeof createUploadService>, 'abort' | 'complete'>;
}

/** The upload is not where the request goes on: its client asks where it is, and goes on there. */
class OffsetMoved extends Error {
  override readonly name = 'OffsetMoved';
}

export interface TusUpload {
  readonly id: string;
  readonly sizeBytes: number;
  /** How many bytes stand. */
  readonly offset: number;
  /** Upload-Metadata as it came. */
  readonly clientMetadata: string | null;
  readonly createdAt: Date;
}

/**
 * The tus door. How far an upload is says its row, and nothing but its row: parts lie on a fixed grid, so a part that
 * was written and not counted is written again with the same bytes, whichever replica does it. What does not fill a
 * part waits in an object of its own, for S3 takes no part below 5 MiB but the last.
 * A tus upload has the id of its video.
 */
export function createTusService(parts: TusServiceParts) {
  const { db, clock, store, sourceBucket, settings, gate, stopping, uploads } = parts;

  async function needSession(viewer: Viewer, id: string): Promise<UploadSessionRow> {
    const session = needOwn(viewer, await findSession(db, id));
    if (session.door !== 'tus') throw new AppError('UPLOAD_NOT_FOUND');
    if (session.status !== 'completed') needOpen(session, clock.now());
    return session;
  }

  const tailOf = ({ videoId }: UploadSessionRow, receivedBytes: number) => ({
    bucket: sourceBucket,
    key: tailKey(videoId, receivedBytes),
  });

  /** What was received beyond the last whole part. */
  async function readTail(session: UploadSessionRow): Promise<Uint8Array> {
    const { receivedBytes, partSize } = session;
    const tailBytes = receivedBytes % partSize;
    if (tailBytes === 0) return new Uint8Array();
    const kept = await store.read(tailOf(session, receivedBytes));
    const tail = kept && (await buffer(kept));
    if (tail?.length !== tailBytes) throw new ObjectStoreError('give a tail back', { cause: tail?.length });
    return tail;
  }

  async function advance(session: UploadSessionRow, from: number, to: number): Promise<void> {
    if (from === to) return;
    if (!(await advanceReceived(db, session.id, { from, to })))
      throw new OffsetMoved('Another request went on with this upload, or ended it.');
  }

  /** Writes what came, in whole parts and a tail. @returns how far it got, by `count` also while it runs */
  async function write(
    session: UploadSessionRow,
    stream: AsyncIterable<Uint8Array>,
    count: (from: number, to: number) => Promise<void>,
  ): Promise<number> {
    const { videoId, partSize, sizeBytes, receivedBytes } = session;
    const source = { bucket: sourceBucket, key: sourceKey(videoId) };
    const { address } = await needMultipart(parts, session, source, null);
    const head = await readTail(session);
    let partNumber = Math.floor(receivedBytes / partSize);
    let counted = receivedBytes;
    const lane = createPartLane();
    const cut = { partSize, head, mostBytes: sizeBytes - receivedBytes + head.length };
    try {
      for await (const { bytes } of cutParts(stream, cut)) {
        const to = partNumber * partSize + bytes.length;
        if (to > sizeBytes) throw new AppError('FILE_TOO_LARGE', 'More bytes came than were declared.');
        if (to === receivedBytes) continue;
        const isPart = bytes.length === partSize || to === sizeBytes;
        const number = ++partNumber;
        await lane.push(async () => {
          if (isPart) await store.writePart(address, number, bytes);
          else await store.write(tailOf(session, to), bytes, 'application/octet-stream', 'no-store');
          await count(counted, to);
          counted = to;
        });
      }
    } finally {
      await lane.end();
    }
    return counted;
  }

  /** What was a tail is part of what was written since. */
  async function dropTail(session: UploadSessionRow, receivedBytes: number): Promise<void> {
    if (session.receivedBytes === receivedBytes || session.receivedBytes % session.partSize === 0) return;
    await store.remove(tailOf(session, session.receivedBytes));
  }

  async function writeChecked(
    session: UploadSessionRow,
    stream: AsyncIterable<Uint8Array>,
    checksum: UploadChecksum,
  ): Promise<number> {
    const summed = sumUp(stream, checksum.algorithm);
    // Nothing counts before all of it was checked.
    const to = await write(session, summed.stream, async () => undefined);
    if (summed.digest() !== checksum.digest) throw new ChecksumMismatch('The checksum does not match.');
    await advance(session, session.receivedBytes, to);
    return to;
  }

  async function finish(viewer: Viewer, id: string): Promise<{ videoId: string; status: VideoStatus }> {
    const arrived = await uploads.complete(viewer, id);
    await store.removeAll(sourceBucket, tailPrefix(arrived.videoId));
    return arrived;
  }

  return {
    /** Largest file that it takes. */
    mostBytes: async () => mostBytesOf((await settings()).rules, 'tus'),
    newId: () => clock.newId(),

    /** @throws AppError as every door: FILE_TOO_LARGE, INVALID_FILE_TYPE, QUOTA_EXCEEDED */
    async create(viewer: Viewer, id: string, file: DeclaredFile, clientMetadata: string | null) {
      const contentType = judgeDeclaration((await settings()).rules, file, 'tus');
      await openSession(parts, viewer, file, {
        ...{ id, door: 'tus', contentType, videoId: id },
        ...{ partSize: WEB_PART_BYTES, lifetimeMs: MULTIPART_LIFETIME_MS, clientMetadata },
      });
    },

    /** @throws AppError UPLOAD_NOT_FOUND for an upload that is not the viewer's */
    async needOwn(viewer: Viewer, id: string): Promise<void> {
      needOwn(viewer, await findSession(db, id));
    },

    /**
     * How far an upload is. One that is whole and was not completed (web died in between) is completed now.
     * @throws AppError UPLOAD_NOT_FOUND; UPLOAD_CLOSED when it was ended or has expired
     */
    async find(viewer: Viewer, id: string): Promise<TusUpload> {
      const session = await needSession(viewer, id);
      const { sizeBytes, receivedBytes, clientMetadata, createdAt } = session;
      if (session.status === 'open' && receivedBytes === sizeBytes) await finish(viewer, id);
      return { id, sizeBytes, offset: receivedBytes, clientMetadata, createdAt };
    },

    /**
     * Writes on at the offset. When the stream breaks off, what came stands; with a checksum all of it or nothing.
     * @returns the new offset
     */
    append(
      viewer: Viewer,
      id: string,
      offset: number,
      stream: AsyncIterable<Uint8Array>,
      checksum: UploadChecksum | null,
    ): Promise<number> {
      return gate.pass(async () => {
        const session = await needSession(viewer, id);
        if (session.status === 'completed') return session.sizeBytes;
        if (session.receivedBytes !== offset) throw new OffsetMoved('It goes on elsewhere.');
        const heard = withoutSilence(stream, { stopping });
        const to = checksum
          ? await writeChecked(session, heard, checksum)
          : await write(session, heard, (from, until) => advance(session, from, until));
        await dropTail(session, to);
        return to;
      });
    },

    finish,

    /** Idempotent. */
    async terminate(viewer: Viewer, id: string): Promise<void> {
      await needSession(viewer, id);
      await uploads.abort(viewer, id);
    },
  };
}
