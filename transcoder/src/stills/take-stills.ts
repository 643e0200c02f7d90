import { mkdir, readFile } from 'node:fs/promises';
import { MediaError } from '../../../src/lib/domain/media-error.ts';
import { FfmpegError, isInputFailure } from '../ffmpeg/ffmpeg-error.ts';
import { runFfmpeg, type ToolOptions } from '../ffmpeg/run-ffmpeg.ts';
import { buildStillArgs, greySizeOf, type StillJob, type Take } from '../ffmpeg/still-args.ts';
import { firstFrameTake } from './plan-takes.ts';
import type { GreyPicture } from './score-picture.ts';

export interface Still {
  /** Of the JPEG. */
  readonly path: string;
  readonly grey: GreyPicture;
}

/**
 * Takes frames of the source. Seeks that find nothing (a stream without keyframes, a broken index) are
 * left out; when none finds anything, the first frame stands for all.
 * @throws FfmpegError or MediaError when not even that can be read
 */
export async function takeStills(
  job: Omit<StillJob, 'takes'>,
  runs: readonly (readonly Take[])[],
  tools: ToolOptions,
): Promise<readonly Still[]> {
  const stills: Still[] = [];
  for (const [index, takes] of runs.entries()) {
    const outputDirectory = `${job.outputDirectory}/run-${index}`;
    try {
      stills.push(...(await takeRun({ ...job, takes, outputDirectory }, tools)));
    } catch (error) {
      // The file's fault may lie in this place alone; storage that is away is worth another try of the task.
      if (!(error instanceof FfmpegError) || isInputFailure(error.stderrTail)) throw error;
    }
  }
  if (stills.length > 0) return stills;
  const outputDirectory = `${job.outputDirectory}/first`;
  const first = await takeRun({ ...job, takes: [firstFrameTake], outputDirectory }, tools);
  if (first.length === 0) throw new MediaError('CORRUPT_MEDIA', 'not one picture could be taken');
  return first;
}

async function takeRun(job: StillJob, tools: ToolOptions): Promise<readonly Still[]> {
  await mkdir(job.outputDirectory, { recursive: true });
  await runFfmpeg(buildStillArgs(job), tools);
  const size = greySizeOf(job);
  const taken = await Promise.all(job.takes.map((_, index) => readTake(job.outputDirectory, index, size)));
  return taken.flat();
}

async function readTake(
  directory: string,
  index: number,
  size: { width: number; height: number },
): Promise<readonly Still[]> {
  const grey = await readFile(`${directory}/${index}.grey`);
  const bytes = size.width * size.height;
  return Array.from({ length: Math.floor(grey.length / bytes) }, (_, frame) => ({
    path: `${directory}/${index}-${frame + 1}.jpg`,
    grey: { pixels: grey.subarray(frame * bytes, (frame + 1) * bytes), ...size },
  }));
}
