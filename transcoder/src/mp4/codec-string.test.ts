import { expect, it } from 'vitest';
import { viewOf } from './boxes.ts';
import { readAudioCodec, readVideoCodec } from './codec-string.ts';
import { Mp4Error } from './mp4-error.ts';

it.each([
  { bytes: [1, 0x64, 0x00, 0x1f], codec: 'avc1.64001F' },
  { bytes: [1, 0x42, 0xc0, 0x0d], codec: 'avc1.42C00D' },
])('names video $codec', ({ bytes, codec }) => {
  expect(readVideoCodec(viewOf(Uint8Array.from(bytes)))).toBe(codec);
});

/** An `esds` with descriptor lengths of one byte, as some muxers write, or of four, as FFmpeg does. */
function makeEsds(specific: number, isLong: boolean): DataView {
  const head = (tag: number, length: number): number[] =>
    isLong ? [tag, 0x80, 0x80, 0x80, length] : [tag, length];
  const config = [0x40, 0x15, ...Array<number>(11).fill(0)];
  return viewOf(
    Uint8Array.from([
      0,
      0,
      0,
      0,
      ...head(3, 30),
      0,
      1,
      0,
      ...head(4, 20),
      ...config,
      ...head(5, 2),
      specific,
      0x90,
    ]),
  );
}

it('names AAC-LC and HE-AAC, whatever the length of the lengths', () => {
  expect(readAudioCodec(makeEsds(0x11, true))).toBe('mp4a.40.2');
  expect(readAudioCodec(makeEsds(0x11, false))).toBe('mp4a.40.2');
  expect(readAudioCodec(makeEsds(0x2b, true))).toBe('mp4a.40.5');
});

it('refuses descriptors out of order', () => {
  expect(() => readAudioCodec(viewOf(new Uint8Array(40)))).toThrow(Mp4Error);
});
