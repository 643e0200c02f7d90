/** Compares two encodes of the same pictures as a viewer would see them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Two encodes of one preset lie far above; a frame that is wrong or late lies far below. */
const LEAST_SSIM = 0.95;
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

function ffmpeg(args: readonly string[]): { stdout: string; stderr: string } {
  const { stdout, stderr, status } = spawnSync('ffmpeg', ['-nostdin', '-hide_banner', ...args], {
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (status !== 0) throw new Error(`FFmpeg ended with ${status}: ${stderr.slice(-500)}`);
  return { stdout, stderr };
}

/** When each frame is shown, in ticks. */
const timesOf = (file: string): string =>
  ffmpeg(['-v', 'error', '-copyts', '-i', file, '-fps_mode', 'passthrough', '-f', 'framecrc', '-'])
    .stdout.split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',')[2]?.trim())
    .join(' ');

/** @returns what differs; null when both show the same frames at the same times */
export function compareDecoded(before: Uint8Array, after: Uint8Array): string | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'chaos-compare-'));
  const files = [path.join(folder, 'before.mp4'), path.join(folder, 'after.mp4')] as const;
  try {
    writeFileSync(files[0], before);
    writeFileSync(files[1], after);
    if (timesOf(files[0]) !== timesOf(files[1])) return 'frames are shown at other times';
    const { stderr } = ffmpeg(['-i', files[0], '-i', files[1], '-lavfi', 'ssim', '-f', 'null', '-']);
    const ssim = Number(/SSIM .*All:([\d.]+)/.exec(stderr)?.[1]);
    return ssim >= LEAST_SSIM ? null : `SSIM ${ssim}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
