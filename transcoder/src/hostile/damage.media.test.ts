/** A damaged file ends whole or with a code, whatever is damaged, and never by a defect of ours. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpeg } from '../ffmpeg/testing/clips.ts';
import { containers, rot } from './testing/damage.ts';
import { type Outcome, processUpload } from './testing/process-upload.ts';

const TIMEOUT_MS = 120_000;
const cuts = [0.1, 0.5, 0.9];
const seeds = [1, 2, 3, 4];
/** Whose fault it was: anything else that is thrown is a defect. */
const errorNames = [null, 'MediaError', 'FfmpegError', 'SegmentError'];
const ends = [
  ...['whole', 'CORRUPT_MEDIA', 'UNSUPPORTED_MEDIA', 'NO_VIDEO_STREAM'],
  ...['MEDIA_LIMIT_EXCEEDED', 'TRANSCODE_FAILED'],
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/sluice-damage-`);
});
afterAll(() => rm(folder, { recursive: true }));

async function process(bytes: Uint8Array): Promise<Outcome> {
  await writeFile(`${folder}/upload.mp4`, bytes);
  return processUpload(`${folder}/upload.mp4`, folder);
}

function expectCleanEnd(outcome: Outcome): void {
  expect(errorNames).toContain(outcome.errorName);
  expect(ends).toContain(outcome.end);
  expect(outcome.detail).not.toContain(folder);
  expect(outcome.end !== 'whole' || outcome.outputs.length > 0).toBe(true);
}

describe.each(containers)('$name', { timeout: TIMEOUT_MS }, ({ file, args }) => {
  let whole = Buffer.of();
  beforeAll(async () => {
    const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=12:d=1'];
    const sound = ['-f', 'lavfi', '-i', 'sine=sample_rate=44100:d=1'];
    const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '6'];
    await ffmpeg(...picture, ...sound, ...codecs, ...args, `${folder}/${file}`);
    whole = await readFile(`${folder}/${file}`);
  });

  it('ends whole when nothing is damaged', async () => {
    expect((await process(whole)).end).toBe('whole');
  });

  it.each(cuts)('ends cleanly, cut off at %d of its length', async (share) => {
    const outcome = await process(whole.subarray(0, whole.length * share));
    expectCleanEnd(outcome);
  });

  it.each(seeds)('ends cleanly, rotten by seed %d', async (seed) => {
    const outcome = await process(rot(whole, seed));
    expectCleanEnd(outcome);
  });
});

it.each([
  ['nothing', Buffer.of()],
  ['one byte', Buffer.of(0)],
  ['zeros', Buffer.alloc(1_000_000)],
  ['boxes in boxes', nestBoxes(5_000)],
  ['a box of four gigabytes', Buffer.from('fffffff06d6f6f76fffffff07472616b', 'hex')],
])('%s is no video', async (_, bytes) => {
  const { end } = await process(bytes);
  expect(['CORRUPT_MEDIA', 'UNSUPPORTED_MEDIA', 'NO_VIDEO_STREAM']).toContain(end);
});

function nestBoxes(depth: number): Buffer {
  let box = Buffer.from('\0\0\0\u0014ftypisom\0\0\0\0isom', 'latin1');
  const boxes = [box];
  for (let level = depth; level > 0; level--) {
    box = Buffer.alloc(8);
    box.writeUInt32BE(8 * level);
    box.write(level % 2 ? 'moov' : 'trak', 4);
    boxes.push(box);
  }
  return Buffer.concat(boxes);
}
