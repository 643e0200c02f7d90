import { readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { planAudioSegments } from '../../../src/lib/domain/audio-grid.ts';
import { readInit } from '../mp4/read-init.ts';
import { buildAudioArgs } from './audio-args.ts';
import { probeSource } from './probe-source.ts';
import { runFfmpeg } from './run-ffmpeg.ts';
import { ffmpeg, makeFolder, readBeeps } from './testing/clips.ts';
import { serveFile } from './testing/serve-file.ts';
import { finishAudioSegment } from './verify-segment.ts';

const TIMEOUT_MS = 30_000;

/** Sound with a beep at each whole second of the picture, whose first frame is shown at `videoStart`. */
function beeps(videoStart: number, from: number, to: number): readonly string[] {
  const wave = `if(lt(mod(t+${10 - videoStart},1),0.05),0.8*sin(2*PI*1000*t),0)`;
  return ['-f', 'lavfi', '-i', `aevalsrc='${wave}':s=44100:d=${to},atrim=start=${from}`];
}

function picture(videoStart: number, length: number): readonly string[] {
  return ['-itsoffset', String(videoStart), '-f', 'lavfi', '-i', `color=gray:s=64x36:r=24:d=${length}`];
}

const codecs = ['-map', '0:v', '-map', '1:a', '-c:v', 'libx264', '-c:a', 'aac'];

async function encodeAudio(source: string, folder: string, segmentSeconds: number) {
  await using server = await serveFile(source);
  const facts = await probeSource({ url: server.url, sizeBytes: 1 });
  const demuxer = source.endsWith('.ts') ? 'mpegts' : 'mov';
  const { durationSeconds, video, audio } = facts;
  if (!audio) throw new Error('no sound in the source');
  await runFfmpeg(
    buildAudioArgs({
      inputUrl: server.url,
      demuxer,
      streamIndex: audio.streamIndex,
      videoStartSeconds: video.startSeconds,
      durationSeconds,
      segmentSeconds,
      bitrateBps: 128_000,
      loudness: null,
      outputDirectory: folder,
    }),
  );
  const names = (await readdir(folder)).filter((name) => /^\d+\.m4s$/.test(name));
  const init = await readFile(`${folder}/init.mp4`);
  const parts: Uint8Array[] = [init];
  const lengths: number[] = [];
  for (let number = 0; number < names.length; number++) {
    const start = lengths.reduce((sum, length) => sum + length, 0);
    const finished = finishAudioSegment(init, await readFile(`${folder}/${number}.m4s`), start);
    parts.push(finished.bytes);
    lengths.push(finished.durationTicks);
  }
  await writeFile(`${folder}/whole.mp4`, Buffer.concat(parts));
  return { facts, init: readInit(init), lengths, beeps: await readBeeps(`${folder}/whole.mp4`) };
}

describe('the sound of a video', () => {
  it.each([
    { name: 'starts with the picture', file: 's.mp4', videoStart: 0, from: 0, to: 5, first: 0 },
    { name: 'starts later than the picture', file: 's.mp4', videoStart: 0, from: 0.3, to: 5, first: 1 },
    { name: 'starts before the picture', file: 's.mp4', videoStart: 0.5, from: 0, to: 6, first: 0 },
    { name: 'is in a transport stream', file: 's.ts', videoStart: 0.5, from: 0, to: 6, first: 0 },
    { name: 'ends before the picture', file: 's.mp4', videoStart: 0, from: 0, to: 3.2, first: 0 },
  ])(
    'stays in step and as long as the picture when it $name',
    { timeout: TIMEOUT_MS },
    async ({ file, videoStart, from, to, first }) => {
      await using folder = await makeFolder();
      const source = `${folder.path}/${file}`;
      await ffmpeg(...picture(videoStart, 5), ...beeps(videoStart, from, to), ...codecs, '-copyts', source);
      const sound = await encodeAudio(source, folder.path, 2);
      expect(
        Math.abs(sound.facts.video.startSeconds - (file === 's.ts' ? 1.4 : 0) - videoStart),
      ).toBeLessThan(0.1);
      expect(sound.beeps).toHaveLength(Math.ceil(Math.min(5, to)) - first);
      // The first 21 ms fade in, for the priming frame before 0 is left out; all else is exact.
      const offsets = sound.beeps.map((beep, index) => Math.abs(beep - first - index));
      expect(offsets[0]).toBeLessThan(0.021);
      expect(Math.max(...offsets.slice(1))).toBeLessThan(0.005);
      expect(sound.lengths.reduce((sum, length) => sum + length, 0)).toBe(5 * 48_000);
      expect(sound.init).toEqual({
        kind: 'audio',
        codec: 'mp4a.40.2',
        timescale: 48_000,
        channels: 2,
        sampleRate: 48_000,
        hasEditList: false,
      });
    },
  );

  it.each([2.048, 4, 4.1, 6.006])('is cut as planned at %s s', { timeout: TIMEOUT_MS }, async (length) => {
    await using folder = await makeFolder();
    const source = `${folder.path}/s.mp4`;
    await ffmpeg(
      ...picture(0, 10),
      ...beeps(0, 0, 10),
      ...codecs,
      '-c:v',
      'mpeg4',
      '-t',
      String(length),
      source,
    );
    const { facts, lengths } = await encodeAudio(source, folder.path, 2.002);
    expect(lengths).toEqual(planAudioSegments(facts.durationSeconds, 2.002));
  });
});
