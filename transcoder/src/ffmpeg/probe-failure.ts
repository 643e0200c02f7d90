import { MediaError, type MediaErrorCode } from '../../../src/lib/domain/media-error.ts';
import { type FfmpegError, isInputFailure, isMediasFault } from './ffmpeg-error.ts';

const oversizePicture = /exceeds specified max pixel count/;

/** Whether FFmpeg would not decode a picture for its size: it then goes on, and gives a size of 0x0. */
export function isOversize(stderrTail: readonly string[]): boolean {
  return stderrTail.some((line) => oversizePicture.test(line));
}

/** What FFmpeg says of a file that we do not take; of anything else, the file is damaged. */
const sayings: readonly (readonly [RegExp, MediaErrorCode])[] = [
  [/whitelist/i, 'UNSUPPORTED_MEDIA'],
  [/exceeds max_streams/, 'MEDIA_LIMIT_EXCEEDED'],
  [oversizePicture, 'MEDIA_LIMIT_EXCEEDED'],
];

/**
 * What a failed probe says of the file. Gives the error itself when it says nothing: the source could
 * not be read, or the machine ran out of memory or time.
 */
export function explainProbeFailure(error: FfmpegError): MediaError | FfmpegError {
  const { stderrTail, limit, signal } = error;
  if (isMediasFault(error)) return new MediaError('MEDIA_LIMIT_EXCEEDED', undefined, { cause: error });
  if (isInputFailure(stderrTail) || limit !== undefined || signal === 'SIGKILL') return error;
  const said = stderrTail.join('\n');
  const [, code = 'CORRUPT_MEDIA'] = sayings.find(([pattern]) => pattern.test(said)) ?? [];
  return new MediaError(code, undefined, { cause: error });
}
