import type { EventData } from '../../src/lib/domain/events.ts';
import { MediaError } from '../../src/lib/domain/media-error.ts';
import { FfmpegError, isMediasFault } from './ffmpeg/ffmpeg-error.ts';
import { redact } from './ffmpeg/stderr-tail.ts';

type Failure = Pick<EventData<'task.failed'>, 'code' | 'cause' | 'detail'>;

const MAX_DETAIL = 4_000;
/** What the kernel's out-of-memory killer leaves: nobody of ours sends it to an FFmpeg that was not aborted. */
const KILLED = 'SIGKILL';

function detailOf(error: unknown): string {
  if (error instanceof FfmpegError) return `${error.message}\n${error.stderrTail.join('\n')}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/**
 * Puts a failed attempt into the words of the protocol.
 * @param fault what the source proxy met; the reason behind whatever FFmpeg then said
 * @param excuse what around the worker failed meanwhile: a source that broke off reads like a damaged one
 */
export function describeFailure(
  error: unknown,
  fault: MediaError | undefined,
  excuse: string | undefined = undefined,
): Failure {
  const detail = redact(detailOf(error)).slice(-MAX_DETAIL);
  if (fault) return { code: fault.code, cause: 'media', detail };
  if (excuse !== undefined) {
    const excused = `${excuse}: ${detail}`.slice(0, MAX_DETAIL);
    return { code: 'WORKERS_LOST', cause: 'interrupted', detail: excused };
  }
  if (error instanceof MediaError) return { code: error.code, cause: 'media', detail };
  if (error instanceof FfmpegError && isMediasFault(error)) {
    return { code: 'MEDIA_LIMIT_EXCEEDED', cause: 'media', detail };
  }
  if (error instanceof FfmpegError && error.signal === KILLED) {
    return { code: 'OUT_OF_MEMORY', cause: 'out-of-memory', detail };
  }
  return { code: 'TRANSCODE_FAILED', cause: 'ffmpeg', detail };
}
