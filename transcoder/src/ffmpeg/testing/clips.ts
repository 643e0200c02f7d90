import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const WIDTH = 256;
const HEIGHT = 144;
const BITS = 16;
const BAR = WIDTH / BITS;

/** Runs FFmpeg in a test, outside the code under test. */
export async function ffmpeg(...args: readonly string[]): Promise<{ stdout: Buffer; stderr: string }> {
  const { stdout, stderr } = await execute('ffmpeg', ['-nostdin', '-v', 'warning', '-y', ...args], {
    encoding: 'buffer',
    maxBuffer: 256 * 1024 * 1024,
  });
  return { stdout, stderr: stderr.toString() };
}

/** A folder that is gone after the test. */
export async function makeFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(`${tmpdir()}/sluice-ffmpeg-`);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Each frame shows its own number, as 16 bars: white is 1, the lowest bit leftmost. */
export async function makeNumberedClip(
  path: string,
  rate: string,
  frames: number,
  ...args: readonly string[]
): Promise<void> {
  const bars = `geq=lum='if(bitand(N,pow(2,floor(X/${BAR}))),220,30)':cb=128:cr=128`;
  const source = `nullsrc=s=${WIDTH}x16:r=${rate},${bars},scale=${WIDTH}:${HEIGHT}:flags=neighbor,setsar=1,format=yuv420p`;
  const codec = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-g', '50', '-bf', '3'];
  await ffmpeg('-f', 'lavfi', '-i', source, '-frames:v', String(frames), ...codec, ...args, path);
}

/** Reads the numbers back, in the order in which they are shown. */
export async function readFrameNumbers(
  path: string,
): Promise<{ numbers: readonly number[]; warnings: string }> {
  const filters = `scale=${WIDTH}:${HEIGHT},format=gray`;
  const shown = await ffmpeg(
    '-i',
    path,
    '-map',
    '0:v',
    '-fps_mode',
    'passthrough',
    '-vf',
    filters,
    '-f',
    'rawvideo',
    '-',
  );
  const count = shown.stdout.length / (WIDTH * HEIGHT);
  const middle = (HEIGHT / 2) * WIDTH + BAR / 2;
  const numbers = Array.from({ length: count }, (_, frame) =>
    Array.from({ length: BITS }, (_bar, bit) => {
      const luma = shown.stdout[frame * WIDTH * HEIGHT + middle + bit * BAR] ?? 0;
      return luma > 125 ? 2 ** bit : 0;
    }).reduce((sum, value) => sum + value, 0),
  );
  return { numbers, warnings: shown.stderr };
}
/** Seconds at which the sound rises from silence: the starts of beeps. */
export async function readBeeps(path: string): Promise<readonly number[]> {
  const rate = 48_000;
  const { stdout } = await ffmpeg(
    '-i',
    path,
    '-map',
    '0:a',
    '-ac',
    '1',
    '-ar',
    String(rate),
    '-f',
    's16le',
    '-',
  );
  const beeps: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < stdout.length / 2; index++) {
    if (Math.abs(stdout.readInt16LE(index * 2)) < 3_000) continue;
    if (index - last > rate / 10) beeps.push(index / rate);
    last = index;
  }
  return beeps;
}
