/** VMAF needs an FFmpeg with libvmaf. Debian's has none; the one in PyPI's imageio-ffmpeg has. */
import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, globSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { cachedInstall } from '../../infra/local/install/cached-install.ts';
import { runFfmpeg } from './run-ffmpeg.ts';

const execute = promisify(execFile);
const VERSION = '0.8.1';
/** A download of 30 MB on a slow line. */
const INSTALL_TIMEOUT_MS = 5 * 60_000;

/** @returns the path of an FFmpeg with libvmaf. @throws when there is no Python, no pip or no network */
export async function installVmaf(): Promise<string> {
  const dir = await cachedInstall(`imageio-ffmpeg-${VERSION}`, async (target) => {
    const venv = path.join(target, 'venv');
    const options = { timeout: INSTALL_TIMEOUT_MS };
    await execute('python3', ['-m', 'venv', venv], options);
    const pip = path.join(venv, 'bin', 'pip');
    await execute(pip, ['install', '--no-deps', '--quiet', `imageio-ffmpeg==${VERSION}`], options);
    const [binary] = globSync(
      path.join(venv, 'lib', '*', 'site-packages', 'imageio_ffmpeg', 'binaries', 'ffmpeg-*'),
    );
    if (!binary) throw new Error(`imageio-ffmpeg ${VERSION} has no program for this machine.`);
    copyFileSync(binary, path.join(target, 'ffmpeg'));
    chmodSync(path.join(target, 'ffmpeg'), 0o755);
    rmSync(venv, { recursive: true });
  });
  return path.join(dir, 'ffmpeg');
}

export interface Comparison {
  readonly source: string;
  readonly encoded: string;
  readonly width: number;
  readonly height: number;
  /** Of both: picture n is compared with picture n. */
  readonly framesPerSecond: number;
}

/** One picture in five is enough for a mean, and a fifth of the time. */
const EVERY = 5;

/** Compares at the encoded size. */
function buildVmafArgs(comparison: Comparison): readonly string[] {
  const { source, encoded, width, height, framesPerSecond } = comparison;
  const numbered = `settb=AVTB,setpts=N/(${framesPerSecond}*TB),format=yuv420p`;
  const graph = [
    `[0:v]${numbered}[encoded]`,
    `[1:v]scale=${width}:${height}:flags=bicubic,${numbered}[source]`,
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
