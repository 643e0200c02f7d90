import { readdir, readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { buildAudioArgs } from './audio-args.ts';
import { planLoudness } from './loudness.ts';
import { measureLoudness } from './measure-loudness.ts';
import { runFfmpeg } from './run-ffmpeg.ts';
import { ffmpeg, makeFolder } from './testing/clips.ts';
import { serveFile } from './testing/serve-file.ts';

const TIMEOUT_MS = 60_000;
const target = { targetLufs: -14, truePeakDb: -1 };

/** The limiter leaves room for AAC, but no room holds for every sound. */
const CODEC_OVERSHOOT_DB = 0.5;

/** Loudness and true peak of a file, as a listener's meter has it. */
async function meter(path: string) {
  const { stderr } = await ffmpeg('-v', 'info', '-i', path, '-af', 'ebur128=peak=true', '-f', 'null', '-');
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  const read = (pattern: RegExp): number => Number(pattern.exec(summary)?.[1] ?? Number.NaN);
  return { lufs: read(/I:\s+(-?[\d.]+) LUFS/), peakDb: read(/Peak:\s+(-?[\d.]+|-inf) dBFS/) };
}

async function publish(source: string, folder: string, seconds: number, isOn: boolean) {
  await using server = await serveFile(source);
  const job = {
    inputUrl: server.url,
    demuxer: 'matroska',
    streamIndex: 0,
    videoStartSeconds: 0,
    durationSeconds: seconds,
  } as const;
  const measured = await measureLoudness({ ...job, startSeconds: 0, sourceBitrateBps: null }, {});
  const loudness = isOn ? planLoudness(measured, target) : null;
  await runFfmpeg(
    buildAudioArgs({ ...job, loudness, segmentSeconds: 4, bitrateBps: 128_000, outputDirectory: folder }),
  );
  const names = (await readdir(folder)).filter((name) => name.endsWith('.m4s')).sort();
  const parts = await Promise.all(['init.mp4', ...names].map((name) => readFile(`${folder}/${name}`)));
  const whole = `${folder}/whole.mp4`;
  await writeFile(whole, Buffer.concat(parts));
  return { loudness, ...(await meter(whole)) };
}

/** A voice-like tone that comes and goes, over noise. */
const speech = '(0.5*sin(2*PI*220*t)+0.3*sin(2*PI*1900*t)+0.1*(random(0)-0.5))*(0.6+0.4*sin(2*PI*0.7*t))';
/** What AAC overshoots most on: its noise is not the source's. */
const drums = 'exp(-mod(t,0.5)*18)*(random(0)-0.5)*1.8+0.05*sin(2*PI*110*t)';
/** Peaks of 14 dB over the mean: as it is lifted, the limiter works. */
const clicks = '0.1*sin(2*PI*300*t)+if(lt(mod(t,0.5),0.004),0.9*sin(2*PI*1100*t),0)';

it.each([
  { name: 'loud', wave: `1.1*${speech}`, seconds: 8, layout: 'stereo', within: 1 },
  { name: 'quiet', wave: `0.1*${speech}`, seconds: 8, layout: 'stereo', within: 1 },
  { name: 'mono', wave: `0.2*${speech}`, seconds: 8, layout: 'mono', within: 1 },
  { name: '5.1', wave: `0.2*${speech}`, seconds: 8, layout: '5.1', within: 1 },
  { name: 'longer than is measured whole', wave: `0.1*${speech}`, seconds: 70, layout: 'stereo', within: 1 },
  { name: 'drums of noise', wave: drums, seconds: 8, layout: 'stereo', within: 3 },
  { name: 'full of peaks', wave: clicks, seconds: 8, layout: 'stereo', within: 3 },
])(
  'brings sound that is $name to -14 LUFS and under -1 dBTP',
  { timeout: TIMEOUT_MS },
  async ({ wave, seconds, layout, within }) => {
    await using folder = await makeFolder();
    const source = `${folder.path}/s.mka`;
    const input = `aevalsrc='${wave}':s=48000:d=${seconds},aformat=channel_layouts=${layout}`;
    await ffmpeg('-f', 'lavfi', '-i', input, '-c:a', 'flac', source);
    const { lufs, peakDb } = await publish(source, folder.path, seconds, true);
    expect(Math.abs(lufs + 14)).toBeLessThanOrEqual(within);
    expect(peakDb).toBeLessThanOrEqual(-1 + CODEC_OVERSHOOT_DB);
  },
);

it.each([
  { name: 'silent', wave: '0', seconds: 4 },
  { name: 'too short for a meter', wave: '0.05*sin(2*PI*440*t)', seconds: 0.3 },
])('changes nothing of sound that is $name', { timeout: TIMEOUT_MS }, async ({ wave, seconds }) => {
  await using folder = await makeFolder();
  const source = `${folder.path}/s.mka`;
  await ffmpeg('-f', 'lavfi', '-i', `aevalsrc='${wave}':s=48000:d=${seconds}`, '-c:a', 'flac', source);
  expect((await publish(source, folder.path, seconds, true)).loudness).toBeNull();
});

it('leaves sound as loud as it is when it is not asked for', { timeout: TIMEOUT_MS }, async () => {
  await using folder = await makeFolder();
  const source = `${folder.path}/s.mka`;
  const input = `aevalsrc='0.1*${speech}':s=48000:d=6,aformat=channel_layouts=stereo`;
  await ffmpeg('-f', 'lavfi', '-i', input, '-c:a', 'flac', source);
  const before = await meter(source);
  const after = await publish(source, folder.path, 6, false);
  expect(Math.abs(after.lufs - before.lufs)).toBeLessThan(0.3);
});

it.each([
  { lufs: -23, gainDb: 9 },
  { lufs: -9.96, gainDb: -4 },
  { lufs: -48, gainDb: 20 },
])('plans $gainDb dB for $lufs LUFS', ({ lufs, gainDb }) => {
  expect(planLoudness(lufs, target)).toEqual({ gainDb, truePeakDb: -1 });
});
