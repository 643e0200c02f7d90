import { describe, expect, it } from 'vitest';
import { planGrid } from '../../src/lib/domain/grid.ts';
import { planLadder } from '../../src/lib/domain/ladder.ts';
import { onDemandProfile } from '../../src/lib/domain/profiles.ts';
import { buildPlainRuns, buildSingleRun, type PlainJob, toNominal } from './plain-ladder.ts';

const job: PlainJob = {
  source: 'in.mp4',
  grid: planGrid({ num: 30, den: 1 }, 10, 4),
  rungs: planLadder(1920, 1080, 30, onDemandProfile),
  audioBitrateBps: 128_000,
  outputDirectory: 'out',
};
const valuesOf = (args: readonly string[], flag: string) =>
  args.flatMap((arg, index) => (arg === flag ? [args[index + 1]] : []));

describe('the plain ladder', () => {
  it('is a run for each rung, and encodes the sound once', () => {
    const runs = buildPlainRuns(job);
    expect(runs.map((args) => valuesOf(args, '-vf')[0])).toEqual([
      'scale=1920:1080:flags=bicubic',
      'scale=1280:720:flags=bicubic',
      'scale=854:480:flags=bicubic',
      'scale=640:360:flags=bicubic',
      'scale=426:240:flags=bicubic',
    ]);
    expect(runs.flatMap((args) => valuesOf(args, '-c:a'))).toEqual(['aac']);
  });

  it('has the caps and the keyframes of our rungs', () => {
    const [largest = []] = buildPlainRuns(job);
    expect(valuesOf(largest, '-maxrate')).toEqual(['6000000']);
    expect(valuesOf(largest, '-force_key_frames')).toEqual(['expr:eq(mod(n,120),0)+eq(mod(n,120),60)']);
    expect(valuesOf(largest, '-hls_time')).toEqual(['4', '4']);
  });

  it("takes preset and quality from issue 4, whatever our profile's are", () => {
    const settings = toNominal(job.rungs).map(({ preset, crf }) => `${preset} ${crf}`);
    expect(settings).toEqual(['fast 23', 'fast 23', 'fast 23', 'fast 24', 'fast 25']);
  });

  it('decodes once when it is a single run, each rung scaled from the one before', () => {
    const args = buildSingleRun(job);
    expect(valuesOf(args, '-i')).toEqual(['in.mp4']);
    expect(valuesOf(args, '-filter_complex')[0]?.split(';')).toEqual([
      '[0:v:0]scale=1920:1080:flags=bicubic,split[v0][s1]',
      '[s1]scale=1280:720:flags=bicubic,split[v1][s2]',
      '[s2]scale=854:480:flags=bicubic,split[v2][s3]',
      '[s3]scale=640:360:flags=bicubic,split[v3][s4]',
      '[s4]scale=426:240:flags=bicubic[v4]',
    ]);
    expect(valuesOf(args, '-c:v')).toHaveLength(5);
  });
});
