import { AppError } from '#lib/domain/errors.ts';
import { missingParts, partBytes, planParts } from '#lib/domain/multipart.ts';
import { sourceKey } from '#lib/domain/object-keys.ts';
import { isInFlight, type VideoStatus } from '#lib/domain/video-status.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { type MultipartAddress, type ObjectStore, ObjectStoreError } from '../ports/object-store.ts';
import { MULTIPART_LIFETIME_MS, PUT_URL_SECONDS } from './lifetime.ts';
import { type DeclaredFile, glanceAtRoom, openSession } from './open-session.ts';
import { judgeDeclaration, needOpen, needOwn, type UploadRules } from './policy.ts';
import { leftOf, type UploadLimits } from './quota.ts';
import { cancelUploading, closeSession, findSession, findSessionOfVideo, findVideo } from './repository.ts';
import { acceptSource } from './source-arrival.ts';
import { readUsage } from './usage-repository.ts';

/** Signed in small batches just in time; a URL that runs out is signed again on request. */
const PART_URL_SECONDS = 3_600;

export interface UploadServiceParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly sourceBucket: string;
  readonly rules: UploadRules;
  readonly limits: UploadLimits;
  /** By the state of the queue; null when nobody knows. */
  secondsUntilReady(videoId: string): Promise<number | null>;
}

/** Upload sessions. Bytes go from the browser to the store; only words pass here. */
export function createUploadService(parts: UploadServiceParts) {
  const { db, clock, store, sourceBucket, secondsUntilReady } = parts;

  const sourceOf = (session: { videoId: string }) => ({
    bucket: sourceBucket,
    key: sourceKey(session.videoId),
  });

  function multipartOf(session: UploadSessionRow): MultipartAddress {
    if (!session.s3UploadId) throw new AppError('UPLOAD_NOT_FOUND');
    return { ...sourceOf(session), s3UploadId: session.s3UploadId };
  }

  async function own(viewer: Viewer, uploadId: string): Promise<UploadSessionRow> {
    return needOwn(viewer, await findSession(db, uploadId));
  }

  async function answer(videoId: string): Promise<{ videoId: string; status: VideoStatus }> {
    const video = await findVideo(db, videoId);
    if (!video) throw new AppError('UPLOAD_NOT_FOUND');
    return { videoId, status: video.status };
  }

  /** Reads back what the store now holds and queues the video. */
  async function accept(session: UploadSessionRow): Promise<{ videoId: string; status: VideoStatus }> {
    const stored = await store.stat(sourceOf(session));
    if (!stored) throw new AppError('UPLOAD_INCOMPLETE', 'The file has not arrived yet.');
    if (stored.sizeBytes !== session.sizeBytes) {
      const details = { declaredBytes: session.sizeBytes, receivedBytes: stored.sizeBytes };
      throw new AppError('UPLOAD_INCOMPLETE', 'The file has another size than was declared.', { details });
    }
    await acceptSource({ db, clock, sourceBucket }, { videoId: session.videoId, ...stored });
    return answer(session.videoId);
  }

  return {
    /** What a person has of each limit, what they use of it and what is left; null: no limit. */
    async usage(viewer: Viewer) {
      const used = await readUsage(db, viewer.userId, clock.now());
      return { used, limits: parts.limits, left: leftOf(parts.limits, used) };
    },

    async create(viewer: Viewer, file: DeclaredFile) {
      const contentType = judgeDeclaration(parts.rules, file, 'multipart');
      await glanceAtRoom(parts, viewer, file.fileSize);
      const videoId = clock.newId();
      const source = sourceOf({ videoId });
      const s3UploadId = await store.startMultipart(source, contentType);
      const { id, partSize, partCount, expiresAt } = await openSession(parts, viewer, file, {
        ...planParts(file.fileSize),
        ...{ door: 'multipart', contentType, videoId, s3UploadId, lifetimeMs: MULTIPART_LIFETIME_MS },
      }).catch(async (error: unknown) => {
        // Another upload took the last room in between. After any other error the row may stand all the same.
        if (error instanceof AppError) await store.abortMultipart({ ...source, s3UploadId });
        throw error;
      });
      return { uploadId: id, videoId, partSize, partCount, expiresAt: expiresAt.toISOString() };
    },

    /** As often as asked: a part whose URL ran out, or that failed, is simply signed again. */
    async signParts(viewer: Viewer, uploadId: string, partNumbers: readonly number[]) {
      const session = await own(viewer, uploadId);
      // The bytes of the doors that lead through web come in their own order.
      if (session.door !== 'multipart') throw new AppError('UPLOAD_NOT_FOUND');
      needOpen(session, clock.now());
      const beyond = partNumbers.filter((partNumber) => partNumber > session.partCount);
      if (beyond.length > 0) {
        throw new AppError('VALIDATION_FAILED', 'There are no such parts.', {
          details: { partNumbers: beyond },
        });
      }
      const expiresAt = new Date(clock.now().getTime() + PART_URL_SECONDS * 1000).toISOString();
      const signed = partNumbers.map(async (partNumber) => {
        const sizeBytes = partBytes(session.sizeBytes, session, partNumber);
        const url = await store.signPart(multipartOf(session), partNumber, sizeBytes, PART_URL_SECONDS);
        return { partNumber, url, expiresAt };
      });
      return { parts: await Promise.all(signed) };
    },

    /** What has arrived, by the store's own list. */
    async describe(viewer: Viewer, uploadId: string) {
      const session = await own(viewer, uploadId);
      const isOpen = session.status === 'open' && session.s3UploadId !== null;
      const received = isOpen ? await store.listParts(multipartOf(session)) : [];
      return {
        status: session.status,
        partSize: session.partSize,
        partCount: session.partCount,
        received: [...(received ?? [])],
      };
    },

    /**
     * Completes the upload if the store holds every byte that was declared. Idempotent: a client that
     * lost the first answer gets the same one again.
     */
    async complete(
      viewer: Viewer,
      uploadId: string,
      claimed?: readonly { partNumber: number; etag: string }[],
    ) {
      const session = await own(viewer, uploadId);
      if (session.status === 'completed') return answer(session.videoId);
      if (session.status !== 'open') throw new AppError('UPLOAD_CLOSED');
      const received = await store.listParts(multipartOf(session));
      // The store forgets an upload once it is complete: then an earlier call got that far and died.
      if (!received) return accept(session);
      const missing = missingParts(session.sizeBytes, session, received);
      const etags = new Map(received.map((part) => [part.partNumber, part.etag]));
      const different = (claimed ?? [])
        .filter((part) => etags.get(part.partNumber) !== part.etag.replaceAll('"', ''))
        .map((part) => part.partNumber);
      if (missing.length > 0 || different.length > 0) {
        throw new AppError('UPLOAD_INCOMPLETE', undefined, { details: { missing, different } });
      }
      try {
        await store.completeMultipart(multipartOf(session), received);
      } catch (error) {
        // A second `complete` at the same moment may have won: then the object is there all the same.
        if (!(error instanceof ObjectStoreError) || !(await store.stat(sourceOf(session)))) throw error;
      }
      return accept(session);
    },

    /** Idempotent. */
    async abort(viewer: Viewer, uploadId: string): Promise<void> {
      const session = await own(viewer, uploadId);
      if (session.status === 'completed') throw new AppError('UPLOAD_CLOSED');
      await db.transaction(async (tx) => {
        if (!(await closeSession(tx, uploadId, 'aborted'))) return;
        await cancelUploading(tx, session.videoId);
        await recordVideoChange(tx, clock, session.videoId);
      });
      if (session.s3UploadId) await store.abortMultipart(multipartOf(session));
    },

    async createSinglePut(viewer: Viewer, file: DeclaredFile) {
      const contentType = judgeDeclaration(parts.rules, file, 'put');
      const videoId = clock.newId();
      await openSession(parts, viewer, file, {
        ...{ door: 'put', contentType, videoId, s3UploadId: null },
        ...{ partSize: file.fileSize, partCount: 1, lifetimeMs: PUT_URL_SECONDS * 1000 },
      });
      const key = sourceKey(videoId);
      const uploadUrl = await store.signPut(
        sourceOf({ videoId }),
        contentType,
        file.fileSize,
        PUT_URL_SECONDS,
      );
      return { uploadUrl, videoId, key, expiresIn: PUT_URL_SECONDS };
    },

    /** Idempotent. */
    async confirm(viewer: Viewer, videoId: string) {
      const found = await findSessionOfVideo(db, videoId);
      if (!found || found.ownerId !== viewer.userId) throw new AppError('VIDEO_NOT_FOUND');
      if (found.status === 'aborted' || found.status === 'expired') throw new AppError('UPLOAD_CLOSED');
      const result = found.status === 'completed' ? await answer(videoId) : await accept(found);
      const seconds = isInFlight(result.status) ? await secondsUntilReady(videoId) : null;
      return { ...result, estimatedTime: seconds === null ? null : Math.ceil(seconds) };
    },
  };
}
