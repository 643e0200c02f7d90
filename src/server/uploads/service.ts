import { AppError } from '#lib/domain/errors.ts';
import { missingParts, planParts } from '#lib/domain/multipart.ts';
import { sourceKey, tailPrefix } from '#lib/domain/object-keys.ts';
import { isInFlight, type VideoStatus } from '#lib/domain/video-status.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { type MultipartAddress, type ObjectStore, ObjectStoreError } from '../ports/object-store.ts';
import { MULTIPART_LIFETIME_MS, PUT_URL_SECONDS } from './lifetime.ts';
import { type DeclaredFile, openSession } from './open-session.ts';
import { judgeDeclaration, needOwn } from './policy.ts';
import { leftOf } from './quota.ts';
import {
  cancelUploading,
  closeSession,
  findSession,
  findSessionByKey,
  findSessionOfVideo,
  findVideo,
} from './repository.ts';
import { type PartChecksums, signParts } from './sign-parts.ts';
import { acceptSource, isOwnersForm, OWNER_METADATA } from './source-arrival.ts';
import type { ReadUploadSettings } from './upload-settings.ts';
import { readUsage } from './usage-repository.ts';

export interface UploadServiceParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly sourceBucket: string;
  readonly settings: ReadUploadSettings;
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
    if (!isOwnersForm(session, stored.metadata))
      throw new AppError('FORBIDDEN', 'The file in the store is not the one of this upload.');
    await acceptSource({ db, clock, sourceBucket }, { videoId: session.videoId, ...stored });
    return answer(session.videoId);
  }

  /** The upload of that name, if this person has opened it already. */
  async function findOpened(viewer: Viewer, { idempotencyKey, fileSize }: DeclaredFile) {
    const opened = idempotencyKey ? await findSessionByKey(db, viewer.userId, idempotencyKey) : undefined;
    if (opened && opened.sizeBytes !== fileSize)
      throw new AppError('VALIDATION_FAILED', 'Another file was declared under this idempotencyKey.');
    return opened;
  }

  async function openMultipart(viewer: Viewer, file: DeclaredFile): Promise<UploadSessionRow> {
    const opened = await findOpened(viewer, file);
    if (opened) return opened;
    const contentType = judgeDeclaration((await parts.settings()).rules, file, 'multipart');
    try {
      return await openSession(parts, viewer, file, {
        partSize: planParts(file.fileSize).partSize,
        ...{ door: 'multipart', contentType, videoId: clock.newId() },
        lifetimeMs: MULTIPART_LIFETIME_MS,
      });
    } catch (error) {
      // The same call at the same moment may have won.
      const winner = await findOpened(viewer, file);
      if (!winner) throw error;
      return winner;
    }
  }

  return {
    /** What a person has of each limit, what they use of it and what is left; null: no limit. */
    async usage(viewer: Viewer) {
      const used = await readUsage(db, viewer.userId, clock.now());
      const { limits } = await parts.settings();
      return { used, limits, left: leftOf(limits, used) };
    },

    /** Idempotent for a client that names its upload. */
    async create(viewer: Viewer, file: DeclaredFile) {
      const { id, videoId, partSize, partCount, expiresAt } = await openMultipart(viewer, file);
      return { uploadId: id, videoId, partSize, partCount, expiresAt: expiresAt.toISOString() };
    },

    async signParts(
      viewer: Viewer,
      uploadId: string,
      partNumbers: readonly number[],
      checksums?: PartChecksums,
    ) {
      const session = await own(viewer, uploadId);
      // The bytes of the doors that lead through web come in their own order.
      if (session.door !== 'multipart') throw new AppError('UPLOAD_NOT_FOUND');
      return signParts({ db, clock, store }, session, sourceOf(session), { partNumbers, checksums });
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
      // Not one part was ever signed.
      const isUntouched = session.door === 'multipart' && !session.s3UploadId;
      const received = isUntouched ? [] : await store.listParts(multipartOf(session));
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
      // Read anew: a part may have been signed, and the store's upload begun, just before the session closed.
      const closed = await own(viewer, uploadId);
      if (closed.s3UploadId) await store.abortMultipart(multipartOf(closed));
      if (session.door === 'tus') await store.removeAll(sourceBucket, tailPrefix(session.videoId));
    },

    async createSinglePut(viewer: Viewer, file: DeclaredFile) {
      const contentType = judgeDeclaration((await parts.settings()).rules, file, 'put');
      const videoId = clock.newId();
      await openSession(parts, viewer, file, {
        ...{ door: 'put', contentType, videoId },
        ...{ partSize: file.fileSize, lifetimeMs: PUT_URL_SECONDS * 1000 },
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

    /** A form whose policy names the owner, the type and the exact length: the store refuses any other. */
    async createPost(viewer: Viewer, file: DeclaredFile) {
      const contentType = judgeDeclaration((await parts.settings()).rules, file, 'post');
      const videoId = clock.newId();
      await openSession(parts, viewer, file, {
        ...{ door: 'post', contentType, videoId },
        ...{ partSize: file.fileSize, lifetimeMs: PUT_URL_SECONDS * 1000 },
      });
      const metadata = { [OWNER_METADATA]: viewer.userId };
      const source = sourceOf({ videoId });
      const declared = { contentType, sizeBytes: file.fileSize, metadata };
      const { url, fields } = await store.signPost(source, declared, PUT_URL_SECONDS);
      return { url, fields, videoId, key: source.key, expiresIn: PUT_URL_SECONDS };
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
