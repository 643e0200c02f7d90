import { FfmpegError, isInputFailure } from './ffmpeg-error.ts';
import { type LoudnessChange, type LoudnessTarget, parseLoudness, planLoudness } from './loudness.ts';
import { buildLoudnessArgs } from './loudness-args.ts';
import { runFfmpeg, type ToolOptions } from './run-ffmpeg.ts';

/**
 * Measures a source's sound and plans what brings it to the target. The same file gives the same answer, so that an
 * encode that goes on elsewhere fits. Sound that can not be measured is left as it is: the encode tells what ails it.
 * @throws FfmpegError when the source could not be reached
 */
export async function measureLoudness(
  job: Parameters<typeof buildLoudnessArgs>[0],
  target: LoudnessTarget,
  tools: ToolOptions,
): Promise<LoudnessChange | null> {
  try {
    const { stderrTail } = await runFfmpeg(buildLoudnessArgs(job), tools);
    return planLoudness(parseLoudness(stderrTail), target);
  } catch (cause) {
    if (!(cause instanceof FfmpegError) || isInputFailure(cause.stderrTail)) throw cause;
    return null;
  }
}
