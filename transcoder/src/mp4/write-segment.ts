import { Mp4Error } from './mp4-error.ts';
import type { Segment } from './read-segment.ts';

const UINT32_MAX = 0xffffffff;
/** `default-base-is-moof`: data offsets count from the fragment, so that a segment means the same anywhere. */
const TFHD_FLAGS = 0x020000;
/** Data offset, and per sample: duration, size, flags, composition offset. */
const TRUN_FLAGS = 0x000f01;

/**
 * Writes a media segment in one canonical form: styp, moof, mdat. No sidx: FFmpeg's demuxer takes its
 * earliest presentation time for a decode time and then shows every frame late by the reorder delay.
 */
export function writeSegment(segment: Segment): Uint8Array<ArrayBuffer> {
  const styp = box('styp', ascii('msdh'), uint32(0), ascii('msdhmsix'));
  const moof = writeFragment(segment, 0);
  const positioned = writeFragment(segment, moof.byteLength + 8);
  return concat([styp, positioned, box('mdat', segment.data)]);
}

function writeFragment(segment: Segment, dataOffset: number): Uint8Array {
  const samples = segment.samples.flatMap((sample) => {
    if (sample.compositionTicks < 0)
      throw new Mp4Error('negative composition offset: align the segment first');
    return [sample.durationTicks, sample.sizeBytes, sample.flags, sample.compositionTicks];
  });
  const tfhd = box('tfhd', uint32(TFHD_FLAGS, segment.trackId));
  const tfdt = box(
    'tfdt',
    uint32(0x01000000, Math.floor(segment.decodeTicks / 2 ** 32), segment.decodeTicks % 2 ** 32),
  );
  const trun = box('trun', uint32(TRUN_FLAGS, segment.samples.length, dataOffset, ...samples));
  const mfhd = box('mfhd', uint32(0, segment.sequence));
  return box('moof', mfhd, box('traf', tfhd, tfdt, trun));
}

function box(type: string, ...contents: readonly Uint8Array[]): Uint8Array {
  const sizeBytes = contents.reduce((sum, content) => sum + content.byteLength, 8);
  return concat([uint32(sizeBytes), ascii(type), ...contents]);
}

function uint32(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    if (!Number.isInteger(value) || value < 0 || value > UINT32_MAX)
      throw new Mp4Error(`${value} is no 32-bit number`);
    view.setUint32(index * 4, value);
  });
  return bytes;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.byteLength;
  }
  return whole;
}
