import { tracked } from '@trpc/server';
import { AppError } from '#lib/domain/errors.ts';
import type { StatusDto } from '../videos/status-dto.ts';
import { toTrpcError } from './errors.ts';

/**
 * A live stream of statuses, each under an id that a client comes back with. When this replica ends, so does
 * the stream, with an error that clients of tRPC reconnect at: after a plain end they would stay away.
 */
export async function* trackStatuses(
  stopping: AbortSignal,
  signal: AbortSignal | undefined,
  open: (end: AbortSignal) => AsyncIterable<StatusDto>,
) {
  const end = AbortSignal.any(signal ? [signal, stopping] : [stopping]);
  try {
    for await (const status of open(end)) yield tracked(`${status.videoId}:${status.version}`, status);
  } catch (error) {
    // No middleware sees what a stream throws: a video that is not there would be told as a failure of ours.
    throw toTrpcError(error);
  }
  if (stopping.aborted) throw toTrpcError(new AppError('SERVICE_UNAVAILABLE'));
}
