import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { ffmpegFile } from '../../infra/local/install/ffmpeg-binary.ts';

const execute = promisify(execFile);
const MAX_REPORT_BYTES = 64 * 1024 * 1024;

export interface Cost {
  readonly wallSeconds: number;
  /** Of all its threads, user and system. */
  readonly cpuSeconds: number;
}

/**
 * The FFmpeg that the workers run, so that both sides of a ratio are of one build.
 * @returns what it said. An aborted signal ends it.
 */
export async function runFfmpeg(
  args: readonly string[],
  signal: AbortSignal,
  binary = existsSync(ffmpegFile) ? ffmpegFile : 'ffmpeg',
): Promise<string> {
  const options = { signal, maxBuffer: MAX_REPORT_BYTES };
  const { stderr } = await execute(binary, ['-hide_banner', '-nostdin', '-y', '-nostats', ...args], options);
  return stderr;
}

/** Runs FFmpeg and asks it what it has used. */
export async function timeFfmpeg(args: readonly string[], signal: AbortSignal): Promise<Cost> {
  const began = performance.now();
  const report = await runFfmpeg(['-benchmark', ...args], signal);
  return { wallSeconds: (performance.now() - began) / 1000, cpuSeconds: parseCpuSeconds(report) };
}

/** @param report of `-benchmark`: `bench: utime=1.200s stime=0.100s rtime=0.900s` */
export function parseCpuSeconds(report: string): number {
  const [, user, system] = /^bench: utime=([\d.]+)s stime=([\d.]+)s/m.exec(report) ?? [];
  if (user === undefined || system === undefined) throw new Error('FFmpeg did not tell what it used.');
  return Number(user) + Number(system);
}

export function addCosts(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (all, one) => ({
      wallSeconds: all.wallSeconds + one.wallSeconds,
      cpuSeconds: all.cpuSeconds + one.cpuSeconds,
    }),
    { wallSeconds: 0, cpuSeconds: 0 },
  );
}
