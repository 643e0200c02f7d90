import { topics } from '#lib/domain/events.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { UploadSessionRow } from '../db/schema/upload-sessions.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import { appendToOutbox } from '../outbox/append.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import { composeUploadedEvent } from '../videos/uploaded-event.ts';
import { findSourceEtag } from './join-volumes.ts';
import { closeSession, findSessionOfVideo, findVideo, lockSession, pinSource } from './repository.ts';

export interface ArrivedSource {
  readonly videoId: string;
  readonly etag: string;
  readonly sizeBytes: number;
  /** Of the object itself. S3's event does not tell it: a posted form is queued by `confirm` or the sweeper. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What a posted form must carry to be its owner's. */
export const OWNER_METADATA = 'owner';

/**
 * The one place where an upload becomes a queued video, whichever door opened first: `complete`,
 * `confirm` or S3's own event. One transaction holds status, pinned ETag and the message.
 * @returns the video as it stands now; unchanged when it had arrived before
 */
export async function acceptSource(
  parts: { db: Database; clock: Clock; sourceBucket: string },
  source: ArrivedSource,
): Promise<VideoRow | undefined> {
  const { db, clock, sourceBucket } = parts;
  return db.transaction(async (tx) => {
    const session = await findSessionOfVideo(tx, source.videoId);
    if (!session || session.sizeBytes !== source.sizeBytes) return findVideo(tx, source.videoId);
    if (!isOwnersForm(session, source.metadata)) return findVideo(tx, source.videoId);
    if (!(await isStillWhole(tx, session, { sourceBucket, etag: source.etag })))
      return findVideo(tx, source.videoId);
    const isFirst = await pinSource(tx, source.videoId, { ...source, uploadedAt: clock.now() });
    const video = await findVideo(tx, source.videoId);
    if (!isFirst || !video) return video;
    await closeSession(tx, session.id, 'completed');
    await appendToOutbox(
      tx,
      clock,
      topics.uploads,
      await composeUploadedEvent(tx, clock, sourceBucket, video),
    );
    await recordVideoChange(tx, clock, source.videoId);
    return video;
  });
}

/** A part of a joined volume may have been sent again meanwhile; from here on nobody begins one. */
async function isStillWhole(
  tx: Transaction,
  session: UploadSessionRow,
  { sourceBucket, etag }: { readonly sourceBucket: string; readonly etag: string },
): Promise<boolean> {
  if (session.partsPerVolume === null) return true;
  await lockSession(tx, session.id);
  return (await findSourceEtag(tx, sourceBucket, session)) === etag;
}

/** Of the other doors no one else can have the address; a form is signed with its owner, and must have kept it. */
export function isOwnersForm(
  session: Pick<UploadSessionRow, 'door' | 'ownerId'>,
  metadata: Readonly<Record<string, string>> | undefined,
): boolean {
  return session.door !== 'post' || metadata?.[OWNER_METADATA] === session.ownerId;
}
