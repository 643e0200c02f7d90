import { FfmpegError, isInputFailure } from './ffmpeg-error.ts';
import { parseLoudness } from './loudness.ts';
import { buildLoudnessArgs, type LoudnessJob } from './loudness-args.ts';
import { runFfmpeg, type ToolOptions } from './run-ffmpeg.ts';

/**
 * Measures a source's sound: its integrated loudness in LUFS. Null when it can not be measured: the encode tells what
 * ails it.
 * @throws FfmpegError when the source could not be reached
 */
export async function measureLoudness(job: LoudnessJob, tools: ToolOptions): Promise<number | null> {
  try {
    const { stderrTail } = await runFfmpeg(buildLoudnessArgs(job), tools);
    return parseLoudness(stderrTail);
  } catch (cause) {
    if (!(cause instanceof FfmpegError) || isInputFailure(cause.stderrTail)) throw cause;
    return null;
  }
}
