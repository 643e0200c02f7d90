/** VMAF needs an FFmpeg with libvmaf. Debian's has none; the one in PyPI's imageio-ffmpeg has. */
import { existsSync } from 'node:fs';
import { ffmpegFile } from '../../infra/local/install/ffmpeg-binary.ts';
import { runFfmpeg } from './run-ffmpeg.ts';

/** The path of an FFmpeg with libvmaf; null when it could not be installed. */
export const findVmaf = (): string | null => (existsSync(ffmpegFile) ? ffmpegFile : null);

export interface Comparison {
  readonly source: string;
  readonly encoded: string;
  readonly width: number;
  readonly height: number;
  /** Of both: picture n is compared with picture n. */
  readonly framesPerSecond: number;
}

/** Ours say which colours they are of, most sources do not: between the two FFmpeg would convert, and compare that. */
const SAME_COLORS = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709';

/** One picture in five is enough for a mean, and a fifth of the time. */
const EVERY = 5;

/** Compares at the encoded size. */
export function buildVmafArgs(comparison: Comparison): readonly string[] {
  const { source, encoded, width, height, framesPerSecond } = comparison;
  const numbered = `settb=AVTB,setpts=N/(${framesPerSecond}*TB),format=yuv420p`;
  const graph = [
    `[0:v]${SAME_COLORS},${numbered}[encoded]`,
    `[1:v]${SAME_COLORS},scale=${width}:${height}:flags=bicubic,${numbered}[source]`,
    `[encoded][source]libvmaf=n_subsample=${EVERY}:n_threads=2`,
  ];
  return ['-i', encoded, '-i', source, '-filter_complex', graph.join(';'), '-f', 'null', '-'];
}

/** Mean over the compared pictures, 0 to 100. */
export async function measureVmaf(
  ffmpeg: string,
  comparison: Comparison,
  signal: AbortSignal,
): Promise<number> {
  return parseVmaf(await runFfmpeg(buildVmafArgs(comparison), signal, ffmpeg));
}

export function parseVmaf(report: string): number {
  const score = /VMAF score: ([\d.]+)/.exec(report)?.[1];
  if (score === undefined) throw new Error('FFmpeg told no VMAF score.');
  return Number(score);
}
