import { isInFlight, type VideoStatus, videoTransitions } from '#lib/domain/video-status.ts';

/** Something may still happen to it without anyone's doing. */
export function isMoving(status: VideoStatus): boolean {
  return status === 'uploading' || isInFlight(status);
}

interface Ended {
  readonly status: VideoStatus;
  /** Of the last byte; null when it never came. */
  readonly uploadedAt: string | null;
  /** Of a failure that trying again could not mend. */
  readonly isHopeless: boolean;
}

/** Whether its owner may have it queued again. From `uploading` the server's `complete` leads there, not a person. */
export function canRetry({ status, uploadedAt, isHopeless }: Ended): boolean {
  const isQueueable = status !== 'uploading' && videoTransitions.canMove(status, 'queued');
  return isQueueable && uploadedAt !== null && !isHopeless;
}
