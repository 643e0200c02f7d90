import type { PartPlan } from '#lib/domain/multipart.ts';
import type { Visibility } from '#lib/domain/video-status.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import { indexWords } from '../videos/index-words.ts';
import { roomFor } from './quota.ts';
import { insertUpload } from './repository.ts';
import type { ReadUploadSettings } from './upload-settings.ts';
import { lockOwner, readUsage } from './usage-repository.ts';

export interface DeclaredFile {
  readonly filename: string;
  readonly fileSize: number;
  readonly contentType: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly visibility?: Visibility | undefined;
  /** The client's own name for this upload, so that a lost answer can be asked for again. */
  readonly idempotencyKey?: string | undefined;
}

export interface OpeningParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly settings: ReadUploadSettings;
}

export interface Opening extends Pick<PartPlan, 'partSize'> {
  /** A new one when absent. */
  readonly id?: string;
  readonly door: UploadSessionRow['door'];
  /** In one object when absent. */
  readonly partsPerVolume?: number | null;
  readonly videoId: string;
  /** What is stored, by the rules and not by what was declared. */
  readonly contentType: string;
  /** Null for the multipart door, whose upload in the store begins with the first part that is signed. */
  readonly lifetimeMs: number;
  /** tus alone: what its client said of the upload. */
  readonly clientMetadata?: string | null;
  /** `fileSize` is a bound that may lie so far above the file: what there is room for is reserved. */
  readonly slackBytes?: number;
}

/**
 * Writes video and session, and with them reserves the declared bytes. The owner's row is locked meanwhile: of
 * uploads that are opened at the same moment each sees those before it, so together they never pass a limit.
 * @throws AppError QUOTA_EXCEEDED, with nothing written
 */
export async function openSession(
  { db, clock, settings }: OpeningParts,
  viewer: Viewer,
  file: DeclaredFile,
  opening: Opening,
): Promise<UploadSessionRow> {
  const createdAt = clock.now();
  const session: UploadSessionRow = {
    id: opening.id ?? clock.newId(),
    videoId: opening.videoId,
    ownerId: viewer.userId,
    door: opening.door,
    s3UploadId: null,
    partChecksum: null,
    idempotencyKey: file.idempotencyKey ?? null,
    sizeBytes: file.fileSize,
    partSize: opening.partSize,
    partCount: Math.ceil(file.fileSize / opening.partSize),
    partsPerVolume: opening.partsPerVolume ?? null,
    receivedBytes: 0,
    clientMetadata: opening.clientMetadata ?? null,
    status: 'open',
    createdAt,
    expiresAt: new Date(createdAt.getTime() + opening.lifetimeMs),
  };
  const video = {
    id: opening.videoId,
    ownerId: viewer.userId,
    title: file.title ?? file.filename.replace(/\.[^.]+$/, '').slice(0, 200),
    description: file.description ?? '',
    originalFilename: file.filename,
    contentType: opening.contentType,
    sizeBytes: file.fileSize,
    status: 'uploading' as const,
    visibility: file.visibility ?? ('private' as const),
    createdAt,
  };
  const { limits } = await settings();
  return db.transaction(async (tx) => {
    await lockOwner(tx, viewer.userId);
    const bound = { mostBytes: file.fileSize, slackBytes: opening.slackBytes ?? 0 };
    const sizeBytes = roomFor(limits, await readUsage(tx, viewer.userId, createdAt), bound);
    const reserved = { sizeBytes, partCount: Math.ceil(sizeBytes / opening.partSize) };
    await insertUpload(tx, { ...video, sizeBytes }, { ...session, ...reserved });
    await indexWords(tx, video.id);
    return { ...session, ...reserved };
  });
}
