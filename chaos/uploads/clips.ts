/** Tiny footage of several kinds, made by FFmpeg once a run. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Clip {
  readonly name: string;
  readonly file: string;
  readonly contentType: string;
  /** The codes that it may end with; none: it must become ready. */
  readonly mustFailWith: readonly string[];
}

const picture = (size: string, seconds: number, extra = '') => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=24:duration=${seconds}${extra}`],
];
const sound = (seconds: number) => [
  ...['-f', 'lavfi', '-i', `sine=frequency=300:beep_factor=4:sample_rate=48000:duration=${seconds}`],
];
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '28', '-pix_fmt', 'yuv420p'];
const aac = ['-c:a', 'aac', '-b:a', '64k'];
/** Weak enough that two right encodes of it under a rung's cap look alike (SSIM 0.98; one frame off: 0.87). */
const noise = ',noise=alls=12:allf=t';

/** Two to six seconds, so that a minute of chaos sees dozens of lives. */
const recipes = {
  'picture-and-sound-4s.mp4': [...picture('320x240', 4), ...sound(4), ...h264, ...aac],
  'portrait-no-sound-2s.mp4': [...picture('180x320', 2), ...h264],
  'noise-6s.mp4': [...picture('320x180', 6, noise), ...sound(6), ...h264, ...aac],
  'matroska-3s.mkv': [...picture('160x120', 3), ...sound(3), ...h264, ...aac],
  'mpeg4-5s.avi': [...picture('320x240', 5), ...sound(5), '-c:v', 'mpeg4', '-c:a', 'mp3'],
  'two-rungs-6s.mp4': [...picture('640x360', 6, noise), ...sound(6), ...h264, ...aac],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ClipName = keyof typeof recipes;
export const allClips = Object.keys(recipes) as readonly ClipName[];

const contentTypes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  mkv: 'video/x-matroska',
  avi: 'video/x-msvideo',
};

/** @returns each that was named, and one that is no video */
export async function makeClips(folder: string, names: readonly ClipName[]): Promise<readonly Clip[]> {
  mkdirSync(folder, { recursive: true });
  const clips: Clip[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    await execute('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...recipes[name], file]);
    const contentType = contentTypes[path.extname(name).slice(1)] ?? 'video/mp4';
    clips.push({ name, file, contentType, mustFailWith: [] });
  }
  const rubbish = path.join(folder, 'rubbish.mp4');
  writeFileSync(rubbish, randomBytes(100_000));
  const mustFailWith = ['UNSUPPORTED_MEDIA', 'CORRUPT_MEDIA'];
  clips.push({ name: 'rubbish.mp4', file: rubbish, contentType: 'video/mp4', mustFailWith });
  return clips;
}
