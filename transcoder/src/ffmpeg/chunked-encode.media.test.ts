import { readdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { planGrid } from '../../../src/lib/domain/grid.ts';
import { presentationTicks, readSegment } from '../mp4/read-segment.ts';
import { probeSource } from './probe-source.ts';
import { SegmentError } from './segment-error.ts';
import { ffmpeg, makeFolder, makeNumberedClip, readFrameNumbers } from './testing/clips.ts';
import { encodeInChunks, placeOf } from './testing/encode-clip.ts';
import { serveFile } from './testing/serve-file.ts';
import { verifyDecodes } from './verify-decodes.ts';
import { finishVideoSegment } from './verify-segment.ts';

const TIMEOUT_MS = 60_000;
const seconds = 5;

const rates = ['24', '24000/1001', '25', '30000/1001', '30', '50', '60000/1001', '60'];
const sources = [
  { name: 'mp4 with an edit list', file: 's.mp4', demuxer: 'mov', args: ['-c', 'copy'] },
  {
    name: 'mp4 that starts at its reorder delay',
    file: 's.mp4',
    demuxer: 'mov',
    args: ['-c', 'copy', '-use_editlist', '0'],
  },
  {
    name: 'mp4 whose video starts late',
    file: 's.mp4',
    demuxer: 'mov',
    args: ['-c', 'copy', '-output_ts_offset', '0.7'],
  },
  {
    name: 'fragmented mp4',
    file: 's.mp4',
    demuxer: 'mov',
    args: ['-c', 'copy', '-movflags', 'frag_keyframe+empty_moov'],
  },
  {
    name: 'matroska, which rounds to milliseconds',
    file: 's.mkv',
    demuxer: 'matroska',
    args: ['-c', 'copy'],
  },
  { name: 'mpegts, which starts at 1.4 s', file: 's.ts', demuxer: 'mpegts', args: ['-c', 'copy'] },
  { name: 'flv', file: 's.flv', demuxer: 'flv', args: ['-c', 'copy'] },
  {
    name: 'avi with B-frames',
    file: 's.avi',
    demuxer: 'avi',
    args: ['-c:v', 'mpeg4', '-q:v', '2', '-bf', '2'],
  },
  {
    name: 'mpeg program stream',
    file: 's.mpg',
    demuxer: 'mpeg',
    args: ['-c:v', 'mpeg2video', '-q:v', '2', '-bf', '2'],
  },
] as const;

/** Encodes in one run per segment of 1 s, and in one run that resumes from the middle. */
async function encodeAndRead(path: string, folder: string, demuxer: (typeof sources)[number]['demuxer']) {
  await using server = await serveFile(path);
  const facts = await probeSource({ url: server.url, sizeBytes: 1 });
  const grid = planGrid(facts.video.frameRate, facts.durationSeconds, 1);
  const clip = { url: server.url, demuxer, videoStartSeconds: facts.video.startSeconds, grid, folder };
  const encoded = await encodeInChunks(clip, [
    { first: 3, count: grid.segmentCount - 3 },
    { first: 0, count: 1 },
    { first: 1, count: 2 },
  ]);
  const [init] = encoded.inits;
  if (!init) throw new Error('nothing was encoded');
  const whole = `${folder}/whole.mp4`;
  await writeFile(whole, Buffer.concat([init, ...encoded.segments]));
  return { ...encoded, facts, grid, whole, ...(await readFrameNumbers(whole)) };
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

describe('a video encoded in separate runs', () => {
  it.each(rates)(
    'has every frame once and in place at %s fps, with equal inits and no warning',
    { timeout: TIMEOUT_MS },
    async (rate) => {
      await using folder = await makeFolder();
      const [num = 1, den = 1] = rate.split('/').map(Number);
      const frames = Math.round((seconds * num) / den);
      await makeNumberedClip(`${folder.path}/s.mp4`, rate, frames);
      const result = await encodeAndRead(`${folder.path}/s.mp4`, folder.path, 'mov');
      expect(result.facts.video.frameRate).toEqual({ num, den });
      expect(result.numbers).toEqual(range(frames));
      expect(result.warnings).toBe('');
      expect(new Set(result.inits.map((init) => init.toString('hex'))).size).toBe(1);
      expect(result.closed).toHaveLength(2 * result.grid.segmentCount);
      result.segments.forEach((segment, number) => {
        const { firstFrame, ticksPerFrame } = placeOf(result.grid, number);
        expect(Math.min(...presentationTicks(readSegment(segment)))).toBe(firstFrame * ticksPerFrame);
      });
    },
  );

  it.each(sources)(
    'has every frame once and in place when the source is $name',
    { timeout: TIMEOUT_MS },
    async ({ file, demuxer, args }) => {
      await using folder = await makeFolder();
      const frames = 150;
      await makeNumberedClip(`${folder.path}/original.mp4`, '30000/1001', frames);
      await ffmpeg('-i', `${folder.path}/original.mp4`, ...args, `${folder.path}/${file}`);
      const result = await encodeAndRead(`${folder.path}/${file}`, folder.path, demuxer);
      expect(result.numbers).toEqual(range(frames));
    },
  );

  it('shows each frame of a variable rate for as long as the source does', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await using folder = await makeFolder();
    const kept = range(120).filter((frame) => frame % 7 === 0 || frame % 11 === 0);
    await makeNumberedClip(
      `${folder.path}/s.mp4`,
      '24',
      120,
      '-vf',
      'select=not(mod(n\\,7))+not(mod(n\\,11))',
      '-fps_mode',
      'vfr',
    );
    await using server = await serveFile(`${folder.path}/s.mp4`);
    const grid = planGrid({ num: 24, den: 1 }, 4, 1);
    const clip = {
      url: server.url,
      demuxer: 'mov',
      videoStartSeconds: 0,
      grid,
      folder: folder.path,
    } as const;
    const { inits, segments } = await encodeInChunks(clip, [
      { first: 0, count: 2 },
      { first: 2, count: 2 },
    ]);
    await writeFile(`${folder.path}/whole.mp4`, Buffer.concat([...inits.slice(0, 1), ...segments]));
    const { numbers } = await readFrameNumbers(`${folder.path}/whole.mp4`);
    expect(numbers).toEqual(range(96).map((frame) => Math.max(...kept.filter((shown) => shown <= frame))));
  });

  it('refuses a segment in the wrong place, cut off or of another size', {
    timeout: TIMEOUT_MS,
  }, async () => {
    await using folder = await makeFolder();
    await makeNumberedClip(`${folder.path}/s.mp4`, '24', 48);
    await using server = await serveFile(`${folder.path}/s.mp4`);
    const grid = planGrid({ num: 24, den: 1 }, 2, 1);
    const clip = {
      url: server.url,
      demuxer: 'mov',
      videoStartSeconds: 0,
      grid,
      folder: folder.path,
    } as const;
    const { inits, segments } = await encodeInChunks(clip, [{ first: 0, count: 2 }]);
    const init = inits[0] ?? Buffer.of();
    const segment = segments[1] ?? new Uint8Array();
    const expected = { ...placeOf(grid, 1), width: 256, height: 144 };
    expect(finishVideoSegment(init, segment, expected).durationTicks).toBe(24 * grid.ticksPerFrame);
    const refusals = [
      () => finishVideoSegment(init, segment, { ...expected, ...placeOf(grid, 0) }),
      () => finishVideoSegment(init, segment, { ...expected, frameCount: 23 }),
      () => finishVideoSegment(init, segment, { ...expected, width: 128 }),
      () => finishVideoSegment(init, segment.subarray(0, segment.length - 10), expected),
      () => finishVideoSegment(init.subarray(0, 300), segment, expected),
    ];
    for (const refusal of refusals) expect(refusal).toThrow(SegmentError);
  });

  it('refuses a segment whose pictures are damaged', { timeout: TIMEOUT_MS }, async () => {
    await using folder = await makeFolder();
    await makeNumberedClip(`${folder.path}/s.mp4`, '24', 48);
    await using server = await serveFile(`${folder.path}/s.mp4`);
    const grid = planGrid({ num: 24, den: 1 }, 2, 1);
    const clip = {
      url: server.url,
      demuxer: 'mov',
      videoStartSeconds: 0,
      grid,
      folder: folder.path,
    } as const;
    const { inits, segments } = await encodeInChunks(clip, [{ first: 0, count: 2 }]);
    const init = inits[0] ?? Buffer.of();
    const segment = segments[1] ?? new Uint8Array();
    const check = { name: '144p/1', init, segment, frameCount: 24 };
    const other = { ...check, name: '144p/0', segment: segments[0] ?? new Uint8Array() };
    const decode = (...checks: readonly (typeof check)[]) => verifyDecodes(checks, `${folder.path}/check`);
    await decode(other, check);
    await expect(decode(other, { ...check, frameCount: 25 })).rejects.toThrow('144p/1 decodes to 24 frames');
    const damaged = segment.slice();
    damaged.fill(0xff, damaged.length - 1_000);
    await expect(decode(other, { ...check, segment: damaged })).rejects.toThrow(SegmentError);
    await expect(decode({ ...check, segment: damaged }, other)).rejects.toThrow(SegmentError);
    expect((await readdir(folder.path)).filter((name) => name.startsWith('check'))).toEqual([]);
  });
});
