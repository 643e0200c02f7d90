/** Sound that was made ahead of its turn lies between the other segments as if it came from the one encode of it all. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { findExactStart, planAudioSegments } from '../../../src/lib/domain/audio-grid.ts';
import { demuxerOf } from '../tasks/task-context.ts';
import { type AudioJob, buildAudioArgs } from './audio-args.ts';
import { probeSource } from './probe-source.ts';
import { runFfmpeg } from './run-ffmpeg.ts';
import { ffmpeg, makeFolder } from './testing/clips.ts';
import { serveFile } from './testing/serve-file.ts';
import { finishAudioSegment } from './verify-segment.ts';

const TIMEOUT_MS = 60_000;
const SECONDS = 60;
const SEGMENT_SECONDS = 2;
const WANTED = 21;
const COUNT = 5;
const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0);

/** A sweep, whose place in time shows in each of its samples, and a little noise. */
const sweep = `aevalsrc='0.4*sin(2*PI*(200*t+10*t*t))+0.02*(random(0)-0.5)':s=44100:d=${SECONDS}`;
const picture = `color=gray:s=64x36:r=24:d=${SECONDS}`;

/** Finished segments by number, each checked to begin where the plan says. */
async function encode(job: AudioJob, lengths: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
  await mkdir(job.outputDirectory);
  await runFfmpeg(buildAudioArgs(job));
  const init = await readFile(`${job.outputDirectory}/init.mp4`);
  const segments = new Map<number, Uint8Array>([[-1, init]]);
  for (const name of await readdir(job.outputDirectory)) {
    if (!/^\d+\.m4s$/.test(name)) continue;
    const number = Number.parseInt(name, 10);
    const bytes = await readFile(`${job.outputDirectory}/${name}`);
    const finished = finishAudioSegment(init, bytes, sum(lengths.slice(0, number)));
    expect(finished.durationTicks).toBe(lengths[number]);
    segments.set(number, finished.bytes);
  }
  return segments;
}

/** The first channel of a file, as samples. */
async function decode(path: string): Promise<Float32Array> {
  const { stdout } = await ffmpeg('-i', path, '-af', 'pan=mono|c0=c0', '-f', 'f32le', '-');
  return new Float32Array(stdout.buffer, stdout.byteOffset, stdout.byteLength / 4);
}

const power = (samples: Float32Array) => samples.reduce((total, sample) => total + sample * sample, 0);

it.each(['mp4', 'ts', 'mov'])(
  'a stretch of a .%s begins and ends where its neighbours do, and no sample of it is shifted',
  { timeout: TIMEOUT_MS },
  async (extension) => {
    await using folder = await makeFolder();
    const source = `${folder.path}/s.${extension}`;
    const codecs = ['-c:v', 'libx264', '-g', '48', '-c:a', 'aac', '-b:a', '192k'];
    await ffmpeg('-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sweep, ...codecs, source);
    await using server = await serveFile(source);
    const facts = await probeSource({ url: server.url, sizeBytes: 1 });
    const { durationSeconds } = facts;
    const job: AudioJob = {
      inputUrl: server.url,
      demuxer: demuxerOf(facts),
      streamIndex: facts.audio?.streamIndex ?? -1,
      videoStartSeconds: facts.video.startSeconds,
      durationSeconds,
      segmentSeconds: SEGMENT_SECONDS,
      bitrateBps: 128_000,
      loudness: { gainDb: 3, truePeakDb: -1 },
      outputDirectory: `${folder.path}/whole`,
    };
    const lengths = planAudioSegments(durationSeconds, SEGMENT_SECONDS);
    const whole = await encode(job, lengths);
    const firstSegment = findExactStart(WANTED, SEGMENT_SECONDS) ?? -1;
    const numbers = Array.from({ length: COUNT }, (_, index) => firstSegment + index);
    const startTicks = sum(lengths.slice(0, firstSegment));
    const lengthTicks = sum(numbers.map((number) => lengths[number] ?? 0));
    const stretch = { firstSegment, startTicks, lengthTicks };
    const ahead = await encode({ ...job, outputDirectory: `${folder.path}/ahead`, stretch }, lengths);
    expect([...ahead.keys()].sort((a, b) => a - b)).toEqual([-1, ...numbers]);
    expect(Buffer.compare(ahead.get(-1) ?? Buffer.of(), whole.get(-1) ?? Buffer.of())).toBe(0);

    const join = async (name: string, pick: (number: number) => Uint8Array | undefined) => {
      const file = `${folder.path}/${name}.mp4`;
      const order = [...whole.keys()].sort((a, b) => a - b);
      await writeFile(file, Buffer.concat(order.map((number) => pick(number) ?? Buffer.of())));
      return decode(file);
    };
    const one = await join('one', (number) => whole.get(number));
    const mixed = await join('mixed', (number) => (numbers.includes(number) ? ahead : whole).get(number));
    expect(mixed.length).toBe(one.length);
    // The stretch with both of its joins; what differs is the noise of coding.
    const [from, to] = [startTicks - 24_000, startTicks + lengthTicks + 24_000];
    const difference = one.slice(from, to).map((sample, index) => sample - (mixed[from + index] ?? 0));
    expect(power(difference) / power(one.slice(from, to))).toBeLessThan(0.01);
  },
);
