import { FfmpegError, isInputFailure } from './ffmpeg-error.ts';
import { parseLoudness } from './loudness.ts';
import { buildLoudnessArgs, type LoudnessJob } from './loudness-args.ts';
import { runFfmpeg, type ToolOptions } from './run-ffmpeg.ts';

/**
 * Measures a source's sound: its integrated loudness in LUFS. Null when it can not be measured: the encode tells what
 * ails it.
 * @throws FfmpegError when the source could not be reached, or when FFmpeg was killed: the next attempt measures
 */
export async function measureLoudness(job: LoudnessJob, tools: ToolOptions): Promise<number | null> {
  try {
    const { stderrTail } = await runFfmpeg(buildLoudnessArgs(job), tools);
    return parseLoudness(stderrTail);
  } catch (cause) {
    if (!(cause instanceof FfmpegError) || isInputFailure(cause.stderrTail)) throw cause;
    // Sound that is published at another loudness than its neighbours because of a crash would never be mended.
    if (cause.signal !== null && cause.limit === undefined) throw cause;
    return null;
  }
}
