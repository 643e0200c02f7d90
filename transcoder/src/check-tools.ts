import { FFMPEG_FLOOR, parseFfmpegVersion } from './ffmpeg/ffmpeg-version.ts';
import { runTool } from './ffmpeg/run-ffmpeg.ts';

/**
 * Starts FFmpeg's programs once, under limits as every later run: a worker without them, with old
 * ones, or that can not hold them to limits must take no task.
 * @returns FFmpeg's version
 * @throws Error with a sentence for the operator
 */
export async function checkTools(run: typeof runTool = runTool): Promise<string> {
  let version = '';
  for (const tool of ['ffprobe', 'ffmpeg'] as const) {
    const lines: string[] = [];
    try {
      await run(tool, ['-version'], { onLine: (line) => lines.push(line) });
    } catch (cause) {
      throw new Error(`This worker needs ${tool} ${FFMPEG_FLOOR} or newer and util-linux's prlimit.`, {
        cause,
      });
    }
    const found = parseFfmpegVersion(lines.join('\n'));
    if (!found?.isSupported) {
      const said = found?.text ?? (lines[0] || 'nothing');
      throw new Error(`This worker needs ${tool} ${FFMPEG_FLOOR} or newer; it found ${said}.`);
    }
    version = found.text;
  }
  return version;
}
