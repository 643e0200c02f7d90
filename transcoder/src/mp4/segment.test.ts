import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignPresentation } from './align-presentation.ts';
import { Mp4Error } from './mp4-error.ts';
import { isSync, presentationTicks, readSegment, type Segment, segmentTicks } from './read-segment.ts';
import { writeSegment } from './write-segment.ts';

const samples = fc.array(
  fc.record({
    durationTicks: fc.integer({ min: 0, max: 100_000 }),
    sizeBytes: fc.integer({ min: 0, max: 50 }),
    flags: fc.constantFrom(0x02000000, 0x01010000),
    compositionTicks: fc.integer({ min: 0, max: 100_000 }),
  }),
  { minLength: 1, maxLength: 20 },
);

const segments = fc
  .record({ samples, decodeTicks: fc.maxSafeNat(), sequence: fc.nat(), trackId: fc.nat() })
  .map((parts): Segment => {
    const sizeBytes = parts.samples.reduce((sum, sample) => sum + sample.sizeBytes, 0);
    return { ...parts, data: Uint8Array.from({ length: sizeBytes }, (_, index) => index) };
  });

/** A segment as x264 makes it: signed offsets, I P B B in groups of 3 after the first. */
function makeEncoded(firstFrame: number, frameCount: number, ticksPerFrame: number): Segment {
  const order = Array.from({ length: frameCount }, (_, index) => index).sort(
    (a, b) => decodeRank(a, frameCount) - decodeRank(b, frameCount),
  );
  return {
    sequence: 1,
    trackId: 1,
    decodeTicks: firstFrame * ticksPerFrame,
    samples: order.map((frame, index) => ({
      durationTicks: ticksPerFrame,
      sizeBytes: 1,
      flags: index === 0 ? 0x02000000 : 0x01010000,
      compositionTicks: (frame - index) * ticksPerFrame,
    })),
    data: new Uint8Array(frameCount),
  };
}

function decodeRank(frame: number, frameCount: number): number {
  const isAnchor = frame % 3 === 0 || frame === frameCount - 1;
  return isAnchor ? Math.max(0, frame - 2.5) : frame;
}

describe('a segment', () => {
  it('reads as it was written', () => {
    fc.assert(
      fc.property(segments, (segment) => {
        expect(readSegment(writeSegment(segment))).toEqual(segment);
      }),
    );
  });

  it('is refused wherever it is cut off', () => {
    fc.assert(
      fc.property(segments, fc.double({ min: 0, max: 0.999, noNaN: true }), (segment, share) => {
        const bytes = writeSegment(segment);
        expect(() => readSegment(bytes.subarray(0, Math.floor(bytes.length * share)))).toThrow(Mp4Error);
      }),
    );
  });

  it('is read or refused, but never hangs, whatever a byte is changed to', () => {
    fc.assert(
      fc.property(segments, fc.nat(), fc.integer({ min: 0, max: 255 }), (segment, position, value) => {
        const bytes = writeSegment(segment);
        bytes[position % bytes.length] = value;
        try {
          expect(readSegment(bytes).samples.length).toBeLessThanOrEqual(bytes.length);
        } catch (error) {
          expect(error instanceof Mp4Error || error instanceof RangeError).toBe(true);
        }
      }),
    );
  });
});

describe('alignPresentation', () => {
  const places = fc.record({
    ticksPerFrame: fc.constantFrom(417, 1001, 1000, 200),
    framesPerSegment: fc.integer({ min: 3, max: 120 }),
    totalFrames: fc.integer({ min: 1, max: 400 }),
  });

  it('shows frame n at exactly n frames, decodes no frame late, and joins without a gap', () => {
    fc.assert(
      fc.property(places, ({ ticksPerFrame, framesPerSegment, totalFrames }) => {
        let end = 0;
        for (let firstFrame = 0; firstFrame < totalFrames; firstFrame += framesPerSegment) {
          const frameCount = Math.min(framesPerSegment, totalFrames - firstFrame);
          const place = { firstFrame, frameCount, totalFrames, ticksPerFrame, reorderFrames: 2 };
          const aligned = alignPresentation(makeEncoded(firstFrame, frameCount, ticksPerFrame), place);
          const shown = presentationTicks(aligned).toSorted((a, b) => a - b);
          expect(shown).toEqual(shown.map((_, index) => (firstFrame + index) * ticksPerFrame));
          expect(
            aligned.samples.every((sample) => sample.compositionTicks >= 0 && sample.durationTicks > 0),
          ).toBe(true);
          expect(aligned.decodeTicks).toBe(end);
          end += segmentTicks(aligned);
        }
        expect(end).toBe(totalFrames * ticksPerFrame);
      }),
    );
  });

  it('clears the rounding of a coarser clock', () => {
    const encoded = makeEncoded(0, 24, 417);
    const noisy = {
      ...encoded,
      samples: encoded.samples.map((sample, index) => ({
        ...sample,
        durationTicks: 417 + (index % 2 ? 3 : -3),
      })),
    };
    const place = { firstFrame: 0, frameCount: 24, totalFrames: 24, ticksPerFrame: 417, reorderFrames: 2 };
    expect(alignPresentation(noisy, place)).toEqual(alignPresentation(encoded, place));
  });

  it.each([
    {
      what: 'a frame is missing',
      change: (segment: Segment) => ({ ...segment, samples: segment.samples.slice(1) }),
    },
    {
      what: 'a frame is doubled',
      change: (segment: Segment) => ({
        ...segment,
        samples: segment.samples.map((sample, index) =>
          index === 5 ? (segment.samples[4] ?? sample) : sample,
        ),
      }),
    },
    {
      what: 'all is one frame late',
      change: (segment: Segment) => ({ ...segment, decodeTicks: segment.decodeTicks + 417 }),
    },
    {
      what: 'all is half a frame late',
      change: (segment: Segment) => ({ ...segment, decodeTicks: segment.decodeTicks + 208 }),
    },
  ])('refuses a segment in which $what', ({ change }) => {
    const place = { firstFrame: 24, frameCount: 24, totalFrames: 48, ticksPerFrame: 417, reorderFrames: 2 };
    expect(() => alignPresentation(change(makeEncoded(24, 24, 417)), place)).toThrow(Mp4Error);
  });

  it('keeps the sync flags', () => {
    const place = { firstFrame: 0, frameCount: 9, totalFrames: 9, ticksPerFrame: 417, reorderFrames: 2 };
    expect(alignPresentation(makeEncoded(0, 9, 417), place).samples.map(isSync)).toEqual([
      true,
      ...Array(8).fill(false),
    ]);
  });
});
