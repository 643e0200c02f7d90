import { AppError } from '#lib/domain/errors.ts';
import { differentParts, missingParts, planParts } from '#lib/domain/multipart.ts';
import { sourceKey } from '#lib/domain/object-keys.ts';
import {
  choosePartsPerVolume,
  holdsPart,
  isDueBy,
  type PlannedVolume,
  planVolumes,
} from '#lib/domain/source-volumes.ts';
import { isInFlight, type VideoStatus } from '#lib/domain/video-status.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import type { Log } from '../log.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { dropArrived } from './drop-arrived.ts';
import { joinEarly } from './join-volumes.ts';
import { MULTIPART_LIFETIME_MS, PUT_URL_SECONDS } from './lifetime.ts';
import { type DeclaredFile, openSession } from './open-session.ts';
import { judgeDeclaration, needOwn } from './policy.ts';
import { leftOf } from './quota.ts';
import { joinArrived, listReceived, settleVolumes } from './received-parts.ts';
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
import { statSource } from './stat-source.ts';
import type { ReadUploadSettings } from './upload-settings.ts';
import { readUsage } from './usage-repository.ts';

export interface UploadServiceParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly sourceBucket: string;
  readonly settings: ReadUploadSettings;
  readonly log: Log;
  /** Of what has more, each volume has so many; null: every source is one object. */
  readonly partsPerVolume: number | null;
  /** By the state of the queue; null when nobody knows. */
  secondsUntilReady(videoId: string): Promise<number | null>;
}

/** Upload sessions. Bytes go from the browser to the store; only words pass here. */
export function createUploadService(parts: UploadServiceParts) {
  const { db, clock, store, sourceBucket, log, secondsUntilReady } = parts;

  const sourceOf = (session: { videoId: string }) => ({
    bucket: sourceBucket,
    key: sourceKey(session.videoId),
  });

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
    const stored = await statSource(parts, session);
    if (!stored) throw new AppError('UPLOAD_INCOMPLETE', 'The file has not arrived yet.');
    if (stored.sizeBytes !== session.sizeBytes) {
      const details = { declaredBytes: session.sizeBytes, receivedBytes: stored.sizeBytes };
      throw new AppError('UPLOAD_INCOMPLETE', 'The file has another size than was declared.', { details });
    }
    if (!isOwnersForm(session, stored.metadata))
      throw new AppError('FORBIDDEN', 'The file in the store is not the one of this upload.');
    await acceptSource({ db, clock, sourceBucket }, { videoId: session.videoId, ...stored });
    const arrived = await answer(session.videoId);
    if (arrived.status === 'uploading')
      throw new AppError('UPLOAD_INCOMPLETE', 'A part is being sent once more.');
    return arrived;
  }

  /** Nobody waits for it: what is not joined by then, `complete` joins. */
  function joinBehind(session: UploadSessionRow, signed: readonly number[]): void {
    const volumes = planVolumes(session.sizeBytes, session, session.partsPerVolume);
    const due = volumes.findLast((volume) => signed.some((number) => isDueBy(volume, number)));
    if (!due) return;
    // Whoever has a part signed may send it: its volume waits, and whoever asks for all at once has all of them wait.
    const isReady = (volume: PlannedVolume) =>
      volume.number <= due.number && !signed.some((number) => holdsPart(volume, number));
    joinEarly(parts, session, isReady).catch((error: unknown) => {
      log.warn({ err: error, uploadId: session.id }, 'volumes are joined later than they could be');
    });
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
      const planned = planParts(file.fileSize);
      return await openSession(parts, viewer, file, {
        partSize: planned.partSize,
        partsPerVolume: choosePartsPerVolume(planned, parts.partsPerVolume),
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
      const signed = await signParts(parts, session, { partNumbers, checksums });
      joinBehind(session, partNumbers);
      return signed;
    },

    /** What has arrived, by the store's own list. */
    async describe(viewer: Viewer, uploadId: string) {
      const session = await own(viewer, uploadId);
      return {
        status: session.status,
        partSize: session.partSize,
        partCount: session.partCount,
        received: session.status === 'open' ? [...(await listReceived(parts, session))] : [],
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
      if (session.door !== 'multipart' && !session.s3UploadId) throw new AppError('UPLOAD_NOT_FOUND');
      const arrived = await settleVolumes(parts, session);
      // The store forgets an upload once it is joined: then an earlier call got that far and died.
      if (!arrived) return accept(session);
      const received = arrived.flatMap((volume) => volume.received);
      const missing = missingParts(session.sizeBytes, session, received);
      const different = differentParts(received, claimed ?? []);
      if (missing.length > 0 || different.length > 0) {
        throw new AppError('UPLOAD_INCOMPLETE', undefined, { details: { missing, different } });
      }
      await joinArrived(parts, session, arrived);
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
      // `complete` was first, at the same moment.
      if (closed.status === 'completed') throw new AppError('UPLOAD_CLOSED');
      await dropArrived(parts, closed);
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
