import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_OBJECT_BYTES,
  MAX_PARTS,
  MIN_PART_BYTES,
  missingParts,
  partBytes,
  planParts,
} from './multipart.ts';

const MIB = 1024 ** 2;
const anySize = fc.oneof(
  fc.integer({ min: 1, max: 64 * MIB }),
  fc.maxSafeInteger().map((any) => 1 + (Math.abs(any) % MAX_OBJECT_BYTES)),
  fc.constantFrom(1, 8 * MIB, 8 * MIB + 1, 80_000 * MIB, 80_000 * MIB + 1, MAX_OBJECT_BYTES),
);
const numbersOf = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('the parts of an upload', () => {
  it('keep within the limits of S3 up to 5 TiB', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        const parts = planParts(size);
        expect(parts.partCount).toBeGreaterThanOrEqual(1);
        expect(parts.partCount).toBeLessThanOrEqual(MAX_PARTS);
        expect(parts.partSize).toBeGreaterThanOrEqual(MIN_PART_BYTES);
        expect(parts.partSize).toBeLessThanOrEqual(5 * 1024 * MIB);
      }),
    );
  });

  it('add up to the file, all equal but the last, which is not empty', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        const parts = planParts(size);
        const last = partBytes(size, parts, parts.partCount);
        expect((parts.partCount - 1) * parts.partSize + last).toBe(size);
        expect(last).toBeGreaterThan(0);
        expect(last).toBeLessThanOrEqual(parts.partSize);
        if (parts.partCount > 1) expect(partBytes(size, parts, 1)).toBe(parts.partSize);
      }),
    );
  });

  it.each([0, -1, 1.5, Number.NaN, MAX_OBJECT_BYTES + 1])('refuses a file of %d bytes', (size) => {
    expect(() => planParts(size)).toThrow(RangeError);
  });

  it.each([0, 3, -1])('knows no part %d of two', (number) => {
    expect(() => partBytes(9 * MIB, planParts(9 * MIB), number)).toThrow(RangeError);
  });
});

describe('the parts that are missing', () => {
  const anyUpload = fc.integer({ min: 1, max: 200 * MIB }).chain((size) => {
    const parts = planParts(size);
    const states = fc.array(fc.constantFrom('whole', 'absent', 'short', 'long'), {
      minLength: parts.partCount,
      maxLength: parts.partCount,
    });
    return fc.tuple(fc.constant(size), states);
  });

  it('are exactly those that are absent or of another size than planned', () => {
    fc.assert(
      fc.property(anyUpload, ([size, states]) => {
        const parts = planParts(size);
        const off = { whole: 0, short: -1, long: 1 };
        const received = states.flatMap((state, index) => {
          const planned = partBytes(size, parts, index + 1);
          return state === 'absent' ? [] : [{ partNumber: index + 1, size: planned + off[state], etag: 'e' }];
        });
        const wanted = states.flatMap((state, index) => (state === 'whole' ? [] : [index + 1]));
        expect(missingParts(size, parts, received.toReversed())).toEqual(wanted);
      }),
    );
  });

  it('are all of them before the first has arrived', () => {
    const parts = planParts(100 * MIB);
    expect(missingParts(100 * MIB, parts, [])).toEqual(numbersOf(parts.partCount));
  });
});
