/** Test footage, made by FFmpeg once per machine and kept in the temporary folder. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
/** Counted up when a recipe changes: a cached clip is never made again. */
const folder = path.join(tmpdir(), 'sluice-test-clips-1');

const picture = (width: number, height: number, seconds: number, rate = '24', extra = '') => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=${rate}:duration=${seconds}${extra}`],
];
const beeps = (seconds: number) => [
  ...['-f', 'lavfi', '-i', `sine=frequency=300:beep_factor=4:sample_rate=48000:duration=${seconds}`],
];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '26', '-pix_fmt', 'yuv420p'];
const aac = ['-c:a', 'aac', '-b:a', '96k'];
/** White for a twelfth of each second, when the sound beeps too. */
const flash = ['-vf', "drawbox=w=iw:h=ih:color=white:t=fill:enable='lt(mod(n,24),2)'"];
const moovFirst = ['-movflags', '+faststart'];

const recipes = {
  /** The clip: 720 frames, with sound. */
  'flash-beep-480p-30s.mp4': [
    ...picture(854, 480, 30),
    ...beeps(30),
    ...flash,
    ...h264,
    ...aac,
    ...moovFirst,
  ],
  /** Long enough to be watched while it is encoded. */
  'beep-480p-120s.mp4': [
    ...['-f', 'lavfi', '-i', 'testsrc=size=854x480:rate=24:duration=120'],
    ...beeps(120),
    ...h264,
    ...aac,
  ],
  '720p-3s.mp4': [...picture(1280, 720, 3), ...beeps(3), ...h264, ...aac],
  '370p-3s.mp4': [...picture(658, 370, 3), ...beeps(3), ...h264, ...aac],
  'portrait-480x854-3s.mp4': [...picture(480, 854, 3), ...h264],
  '240p-2s.mp4': [...picture(426, 240, 2), ...beeps(2), ...h264, ...aac],
  /** A still picture and digital silence: all samples of a segment can be equal. */
  'still-silent-240p-5s.mp4': [
    ...['-f', 'lavfi', '-i', 'color=c=black:size=426x240:rate=24:duration=5'],
    ...['-f', 'lavfi', '-i', 'anullsrc=sample_rate=48000:duration=5'],
    ...h264,
    ...aac,
  ],
  /** Noise is what x264 works longest on: time to do something to a worker in mid-chunk. */
  'noise-480p-16s.mp4': [
    ...picture(854, 480, 16, '24', ',noise=alls=30:allf=t'),
    ...beeps(16),
    ...h264,
    ...aac,
  ],
  /** A picture every ten seconds, and sound that is kept whole: 115 MB, so whoever held the file would show. */
  'static-1080p-600s.mov': [
    ...['-f', 'lavfi', '-i', 'color=c=teal:size=1920x1080:rate=1/10:duration=600'],
    ...['-f', 'lavfi', '-i', 'anoisesrc=amplitude=0.05:sample_rate=48000:duration=600'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
    ...['-c:a', 'pcm_s16le', '-ac', '2'],
  ],
} as const satisfies Record<string, readonly string[]>;

export type ClipName = keyof typeof recipes;

/** @returns the path of the file */
export async function clip(name: ClipName): Promise<string> {
  const file = path.join(folder, name);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const unfinished = path.join(folder, `${process.pid}-${name}`);
  await execute('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...recipes[name], unfinished]);
  renameSync(unfinished, file);
  return file;
}
