import { AppError } from '#lib/domain/errors.ts';
import { explainMediaError } from '#lib/domain/media-error.ts';
import { uploadedPictureKey } from '#lib/domain/object-keys.ts';
import { MAX_PICTURE_BYTES, type ThumbnailRequest } from '#lib/domain/thumbnail-choice.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { VideoRow } from '../db/schema/videos.ts';
import type { MediaAccess } from '../delivery/media-access.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { findFrame } from '../transcodes/describe-stills.ts';
import { lockManagedVideo, needManagedVideo } from '../videos/access.ts';
import { chooseThumbnail, findThumbnailTask, requestThumbnail } from './repository.ts';

const UPLOAD_URL_SECONDS = 900;

export interface StillServiceParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly media: MediaAccess;
  readonly sourceBucket: string;
}

/** Exactly one of them. */
export interface ThumbnailWish {
  /** Number of a candidate. */
  readonly candidate?: number | undefined;
  /** Seconds into the video: the frame shown there. */
  readonly time?: number | undefined;
  /** Id of a picture that was uploaded. */
  readonly upload?: string | undefined;
}

/**
 * The owner's say over the thumbnail. A candidate is chosen at once; a frame or a picture of one's own is made
 * by a worker. The picture goes straight to the SOURCE bucket, which nobody is served from: a worker decodes it
 * under FFmpeg's whitelists and only the pixels come out on the other side.
 */
export function createStillService({ db, clock, store, media, sourceBucket }: StillServiceParts) {
  async function describe(viewer: Viewer, videoId: string) {
    const video = await needManagedVideo(db, viewer, videoId);
    const task = await findThumbnailTask(db, videoId);
    const urls = media.urlsFor(viewer, video);
    const code = task?.status === 'failed' ? task.errorCode : null;
    return {
      thumbnailUrl: video.thumbnailKey ? (urls?.thumbnail() ?? null) : null,
      candidates: (video.stillKeys ?? []).map((key, number) => ({
        candidate: number,
        url: urls?.still(number) ?? null,
        isChosen: key === video.thumbnailKey,
      })),
      isPending: task?.status === 'waiting' || task?.status === 'leased',
      error: code ? { code, message: sentenceFor(video, code) } : null,
    };
  }

  async function needUpload(videoId: string, upload: string): Promise<ThumbnailRequest> {
    const key = uploadedPictureKey(videoId, upload);
    const found = await store.stat({ bucket: sourceBucket, key });
    if (!found) throw new AppError('UPLOAD_NOT_FOUND', 'This picture was not uploaded.');
    // The length was signed; this holds whatever the store made of that.
    if (found.sizeBytes > MAX_PICTURE_BYTES) throw new AppError('FILE_TOO_LARGE');
    return { from: 'upload', key };
  }

  return {
    describe,

    /** Where to PUT a picture of one's own; the id is what `choose` is told then. */
    async createUpload(viewer: Viewer, videoId: string, picture: { fileSize: number; contentType: string }) {
      needReady(await needManagedVideo(db, viewer, videoId));
      if (picture.fileSize > MAX_PICTURE_BYTES)
        throw new AppError('FILE_TOO_LARGE', 'A thumbnail may have 5 MB.');
      const upload = clock.newId();
      const object = { bucket: sourceBucket, key: uploadedPictureKey(videoId, upload) };
      const { contentType, fileSize } = picture;
      const uploadUrl = await store.signPut(object, contentType, fileSize, UPLOAD_URL_SECONDS);
      return { upload, uploadUrl, expiresIn: UPLOAD_URL_SECONDS };
    },

    async choose(viewer: Viewer, videoId: string, wish: ThumbnailWish) {
      needReady(await needManagedVideo(db, viewer, videoId));
      const request: ThumbnailRequest | undefined =
        wish.upload !== undefined
          ? await needUpload(videoId, wish.upload)
          : wish.time !== undefined
            ? { from: 'frame', seconds: wish.time }
            : undefined;
      await db.transaction(async (tx) => {
        const video = await lockManagedVideo(tx, viewer, videoId);
        const key = video.stillKeys?.[wish.candidate ?? 0];
        if (request) {
          await needMaterial(tx, video, request);
          await requestThumbnail(tx, video, request, { id: clock.newId(), createdAt: clock.now() });
        } else if (key) {
          await chooseThumbnail(tx, videoId, key);
        } else {
          throw new AppError('VALIDATION_FAILED', 'There is no such candidate.');
        }
        await recordVideoChange(tx, clock, videoId);
      });
      return describe(viewer, videoId);
    },
  };
}

/** Frames are taken from finished segments, and a retry must not meet an owner's half-made wish. */
function needReady(video: VideoRow): void {
  if (video.status !== 'ready') {
    throw new AppError('VIDEO_ALREADY_PROCESSING', 'A thumbnail can be chosen once the video is ready.');
  }
}

/**
 * A foreign transcoder's video has no segments here, and one whose container lied about its length ends before its
 * grid does. A task that no worker can be told how to do would stand at the head of the queue for ever.
 */
async function needMaterial(tx: Transaction, video: VideoRow, request: ThumbnailRequest): Promise<void> {
  const { id, plan, facts } = video;
  if (!plan || !facts)
    throw new AppError('VALIDATION_FAILED', 'The pictures of this video are made elsewhere.');
  if (request.from === 'frame' && !(await findFrame(tx, id, plan, request.seconds)))
    throw new AppError('VALIDATION_FAILED', 'The video has no frame at this time.');
}

function sentenceFor({ thumbnailRequest }: VideoRow, code: Parameters<typeof explainMediaError>[0]): string {
  return thumbnailRequest?.from === 'upload'
    ? 'This picture can not be read as JPEG, PNG or WebP.'
    : explainMediaError(code);
}
