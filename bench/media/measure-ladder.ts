/** One ladder as it came out, whoever made it: what it cost, its bytes, its quality. */
import { globSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import path from 'node:path';
import type { PlannedRung } from '../../src/lib/domain/plan.ts';
import { sum } from '../figures/statistics.ts';
import { buildPlainRuns, buildSingleRun, type PlainJob } from './plain-ladder.ts';
import { addCosts, type Cost, timeFfmpeg } from './run-ffmpeg.ts';
import { measureVmaf } from './vmaf.ts';

export interface EncodedRung {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
  /** What FFmpeg can read. */
  readonly playlist: string;
}

export interface Ladder extends Cost {
  readonly rungs: readonly EncodedRung[];
  readonly audioBytes: number;
}

export const totalBytes = ({ rungs, audioBytes }: Ladder): number =>
  audioBytes + sum(rungs.map(({ sizeBytes }) => sizeBytes));

/** @param how `each`: a run for each rung, one after the other; `single`: one run for all of them */
export async function makePlainLadder(
  job: Omit<PlainJob, 'outputDirectory'>,
  how: 'each' | 'single',
  folder: string,
  signal: AbortSignal,
): Promise<Ladder> {
  const outputDirectory = mkdtempSync(path.join(folder, `${how}-`));
  for (const track of [...job.rungs.map(({ name }) => name), 'audio']) {
    mkdirSync(path.join(outputDirectory, track));
  }
  const whole = { ...job, outputDirectory };
  const costs: Cost[] = [];
  for (const args of how === 'each' ? buildPlainRuns(whole) : [buildSingleRun(whole)]) {
    costs.push(await timeFfmpeg(args, signal));
  }
  const bytesOf = (track: string) =>
    sum(globSync(path.join(outputDirectory, track, '*.{m4s,mp4}')).map((file) => statSync(file).size));
  const describe = ({ name, width, height }: PlannedRung): EncodedRung => ({
    ...{ name, width, height, sizeBytes: bytesOf(name) },
    playlist: path.join(outputDirectory, name, 'playlist.m3u8'),
  });
  return { ...addCosts(costs), rungs: job.rungs.map(describe), audioBytes: bytesOf('audio') };
}

/** VMAF of each rung against the source at the rung's size. */
export async function rateLadder(
  { rungs }: Ladder,
  source: string,
  framesPerSecond: number,
  vmafBinary: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const ratings = new Map<string, number>();
  for (const { name, width, height, playlist } of rungs) {
    const comparison = { source, encoded: playlist, width, height, framesPerSecond };
    ratings.set(name, await measureVmaf(vmafBinary, comparison, signal));
  }
  return ratings;
}
