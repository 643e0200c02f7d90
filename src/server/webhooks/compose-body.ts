import { explainMediaError, isRetryable } from '#lib/domain/media-error.ts';
import type { DeliveryType } from '#lib/domain/webhook-event.ts';
import type { VideoRow } from '../db/schema/videos.ts';

export interface DeliveredEvent {
  readonly id: string;
  readonly type: DeliveryType;
  readonly occurredAt: Date;
}

/** What a receiver is told of a video. No media URLs: their grants would be over before the last attempt. */
export type ToldVideo = Pick<
  VideoRow,
  | 'id'
  | 'title'
  | 'originalFilename'
  | 'status'
  | 'playable'
  | 'visibility'
  | 'moderation'
  | 'durationMs'
  | 'errorCode'
  | 'createdAt'
  | 'processedAt'
>;

/** The bytes that every attempt sends. */
export function composeBody({ id, type, occurredAt }: DeliveredEvent, data: object): string {
  return JSON.stringify({ id, type, occurredAt: occurredAt.toISOString(), data });
}

export function describeVideo(video: ToldVideo) {
  const { errorCode } = video;
  return {
    videoId: video.id,
    title: video.title,
    filename: video.originalFilename,
    status: video.status,
    playable: video.playable,
    visibility: video.visibility,
    moderation: video.moderation,
    duration: video.durationMs === null ? null : video.durationMs / 1000,
    createdAt: video.createdAt.toISOString(),
    processedAt: video.processedAt?.toISOString() ?? null,
    ...(errorCode && {
      error: { code: errorCode, message: explainMediaError(errorCode), retryable: isRetryable(errorCode) },
    }),
  };
}
