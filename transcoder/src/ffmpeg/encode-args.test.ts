import { expect, it } from 'vitest';
import { planGrid } from '../../../src/lib/domain/grid.ts';
import { buildEncodeArgs, type EncodeJob } from './encode-args.ts';

const job: EncodeJob = {
  inputUrl: 'http://127.0.0.1:4000/source',
  demuxer: 'mov',
  videoStartSeconds: 0.5,
  color: { transfer: null, primaries: null, space: null, range: null, height: 720 },
  isInterlaced: false,
  grid: planGrid({ num: 30000, den: 1001 }, 60, 4),
  firstSegment: 3,
  segmentCount: 2,
  rungs: [
    { name: '480p', width: 854, height: 480, crf: 23, maxrateBps: 1_600_000, preset: 'fast', tuning: '' },
    { name: '240p', width: 426, height: 240, crf: 25, maxrateBps: 450_000, preset: 'fast', tuning: '' },
  ],
  isHurried: false,
  outputDirectory: '/tmp/task',
  threads: 2,
};

function valuesOf(args: readonly string[], name: string): readonly string[] {
  return args.flatMap((value, index) => (args[index - 1] === name ? [value] : []));
}

it("seeks on the source's own timeline and places the chunk on ours", () => {
  const args = buildEncodeArgs(job);
  expect(valuesOf(args, '-ss')).toEqual(['12.512000']);
  expect(valuesOf(args, '-output_ts_offset')).toEqual(['12.012000', '12.012000']);
  expect(valuesOf(args, '-start_number')).toEqual(['3', '3']);
  expect(valuesOf(args, '-frames:v')).toEqual(['240', '240']);
});

it('states every limit on the input before it is opened', () => {
  const args = buildEncodeArgs(job);
  const beforeInput = args.slice(0, args.indexOf('-i'));
  expect(valuesOf(beforeInput, '-protocol_whitelist')).toEqual(['http,tcp']);
  expect(valuesOf(beforeInput, '-format_whitelist')).toEqual(['mov']);
  expect(valuesOf(beforeInput, '-f')).toEqual(['mov']);
  expect(beforeInput).toEqual(
    expect.arrayContaining(['-codec_whitelist', '-max_pixels', '-max_streams', '-rw_timeout']),
  );
});

it('decodes once and scales each rung from the one before', () => {
  const [graph] = valuesOf(buildEncodeArgs(job), '-filter_complex');
  expect(graph).toMatch(
    /^\[0:V:0\]tpad=[^,]*,fps=.*scale=854:480.*,split\[v0\]\[s1\];\[s1\]scale=426:240[^[]*\[v1\]$/,
  );
});

it('stops at the last frame of the video', () => {
  expect(valuesOf(buildEncodeArgs({ ...job, firstSegment: 14, segmentCount: 6 }), '-frames:v')).toEqual([
    '118',
    '118',
  ]);
});

it('tones HDR down and leaves SDR alone', () => {
  const hdr = { ...job, color: { ...job.color, transfer: 'smpte2084', space: 'bt2020nc' } };
  expect(valuesOf(buildEncodeArgs(hdr), '-filter_complex')[0]).toContain('tonemap');
  expect(valuesOf(buildEncodeArgs(job), '-filter_complex')[0]).not.toContain('tonemap');
});
