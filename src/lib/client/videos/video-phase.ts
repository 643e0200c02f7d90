import { isInFlight, type VideoStatus } from '#lib/domain/video-status.ts';

/** Something may still happen to it without anyone's doing. */
export function isMoving(status: VideoStatus): boolean {
  return status === 'uploading' || isInFlight(status);
}
