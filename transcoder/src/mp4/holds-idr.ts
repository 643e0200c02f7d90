import { Mp4Error } from './mp4-error.ts';

/** A slice of an instantaneous decoder refresh picture: nothing before it is needed. ITU-T H.264 table 7-1. */
const IDR_SLICE = 5;

/** Whether a coded frame is an IDR picture. @param frame NAL units, each after its length */
export function holdsIdr(frame: Uint8Array, nalLengthBytes: number): boolean {
  let offset = 0;
  while (offset < frame.length) {
    let length = 0;
    for (let index = 0; index < nalLengthBytes; index++) length = length * 256 + (frame[offset + index] ?? 0);
    const start = offset + nalLengthBytes;
    if (length === 0 || start + length > frame.length) throw new Mp4Error('a NAL unit is cut off');
    if (((frame[start] ?? 0) & 0x1f) === IDR_SLICE) return true;
    offset = start + length;
  }
  return false;
}
