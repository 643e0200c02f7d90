import { readFile, writeFile } from 'node:fs/promises';
import { buildPattern } from './camera-pattern.ts';
import { ffmpeg } from './clips.ts';

/** One row of the fixture suite: how a kind of file is made, and what must come of it. */
export interface CameraClip {
  readonly name: string;
  /** Its extension chooses the container. */
  readonly file: string;
  /** As drawn, before any turn. */
  readonly size?: readonly [width: number, height: number];
  /** Rate at which the pattern is drawn: frame n of it belongs to n / rate seconds. */
  readonly rate?: string;
  readonly frames?: number;
  /** After the pattern, which is RGB. */
  readonly filters?: readonly string[];
  readonly video?: readonly string[];
  /** Inputs and codec of the sound; null for none. */
  readonly sound?: readonly string[] | null;
  /** More inputs: 2 and up, or 1 where there is no sound. */
  readonly inputs?: readonly string[];
  /** Seconds that the picture's first frame lies after the sound's start. */
  readonly pictureDelay?: number;
  /** Maps and options, last before the file's name. */
  readonly output?: readonly string[];
  /** A second run over the first one's Matroska file, all streams copied. */
  readonly remux?: { readonly input?: readonly string[]; readonly output: readonly string[] };
  /** Degrees clockwise, written to the header of an MP4 file. */
  readonly rotation?: 90 | 180 | 270;
  readonly expected?: CameraExpectation;
}

/** What differs from: the same frames at the same times in the same size, and a beep at each whole second. */
export interface CameraExpectation {
  readonly rate?: string;
  readonly frames?: number;
  /** Of the largest rung. */
  readonly size?: readonly [width: number, height: number];
  /** Seconds from the start at which frame n of the pattern is shown. */
  readonly shownAt?: (number: number) => number;
  /** Turns the output back to the pattern. */
  readonly turnBack?: readonly string[];
  /** Of 255, per channel. */
  readonly colorError?: number;
  /** Seconds; null: no sound at all. */
  readonly beeps?: readonly number[] | null;
}

export const defaults = { size: [320, 180], rate: '30', frames: 75 } as const;

/** 8-bit 4:2:0 in BT.709 at video levels: what most cameras write. */
export const sdr = ['scale=out_color_matrix=bt709:out_range=tv', 'format=yuv420p'] as const;
export const sdrTags = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'] as const;
export const h264 = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-bf',
  '2',
  '-g',
  '40',
  '-crf',
  '12',
] as const;

/** Input 1: a beep of 50 ms at each whole second. */
export function beepInput(seconds = 2.5, rate = 48_000): readonly string[] {
  const wave = 'if(lt(mod(t,1),0.05),0.7*sin(2*PI*1000*t),0)';
  return ['-f', 'lavfi', '-i', `aevalsrc='${wave}':s=${rate}:d=${seconds}`];
}

export function fps(rate: string): number {
  const [num = 0, den = 1] = rate.split('/').map(Number);
  return num / den;
}

/** Makes the row's file. @returns its path */
export async function makeCameraClip(clip: CameraClip, folder: string): Promise<string> {
  const { size, rate, frames } = { ...defaults, ...clip };
  const path = `${folder}/${clip.file}`;
  const target = clip.remux ? `${folder}/original.mkv` : path;
  const picture = [buildPattern(...size, rate, frames), ...(clip.filters ?? sdr)].join(',');
  const sound =
    clip.sound === undefined ? [...beepInput(frames / fps(rate)), '-c:a', 'aac'] : (clip.sound ?? []);
  const inputsEnd = sound.lastIndexOf('-i') + 2;
  await ffmpeg(
    ...['-itsoffset', String(clip.pictureDelay ?? 0), '-f', 'lavfi', '-i', picture],
    ...(sound.length > 0 ? sound.slice(0, inputsEnd) : []),
    ...(clip.inputs ?? []),
    ...(clip.video ?? [...h264, ...sdrTags]),
    ...(sound.length > 0 ? sound.slice(inputsEnd) : ['-an']),
    ...(clip.output ?? []),
    target,
  );
  if (clip.remux) {
    await ffmpeg(
      ...(clip.remux.input ?? []),
      '-i',
      target,
      '-map',
      '0',
      '-c',
      'copy',
      ...clip.remux.output,
      path,
    );
  }
  if (clip.rotation) await rotateMp4(path, clip.rotation);
  return path;
}

/** Bytes from a track header's name to its display matrix, version 0: ISO 14496-12 section 8.3.2. */
const MATRIX_OFFSET = 44;
const ONE = 0x10000;

/** Turns the first track: how to ask FFmpeg for that differs between its versions. */
async function rotateMp4(path: string, degrees: 90 | 180 | 270): Promise<void> {
  const bytes = await readFile(path);
  const at = bytes.indexOf('tkhd') + MATRIX_OFFSET;
  const [cos, sin] = { 90: [0, ONE], 180: [-ONE, 0], 270: [0, -ONE] }[degrees] ?? [ONE, 0];
  // Rows a b u, c d v, x y w.
  [cos ?? 0, sin ?? 0, 0, -(sin ?? 0), cos ?? 0].forEach((value, index) => {
    bytes.writeInt32BE(value, at + index * 4);
  });
  await writeFile(path, bytes);
}
