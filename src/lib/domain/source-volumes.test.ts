import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingParts, planParts } from './multipart.ts';
import {
  choosePartsPerVolume,
  findInVolumes,
  holdsPart,
  isDueBy,
  PARTS_PER_VOLUME,
  partInUpload,
  partInVolume,
  planVolumes,
} from './source-volumes.ts';

const MIB = 1024 ** 2;
const anySize = fc
  .integer({ min: 1, max: 3_000 })
  .chain((mib) => fc.constantFrom(mib * MIB, mib * MIB - 1, mib * MIB + 1));
const volumesOf = (sizeBytes: number, most: number | null = PARTS_PER_VOLUME) => {
  const parts = planParts(sizeBytes);
  return { parts, volumes: planVolumes(sizeBytes, parts, choosePartsPerVolume(parts, most)) };
};
const numbersOf = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('the volumes of a source', () => {
  it('hold every part once and together all bytes, in order', () => {
    fc.assert(
      fc.property(anySize, (size) => {
        const { parts, volumes } = volumesOf(size);
        const held = volumes.flatMap(({ firstPart, partCount }) =>
          numbersOf(partCount).map((number) => firstPart + number - 1),
        );
        expect(held).toEqual(numbersOf(parts.partCount));
        expect(volumes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(size);
        expect(volumes.map(({ number }) => number)).toEqual([...volumes.keys()]);
      }),
    );
  });

  it('are one where one is told to hold all, or could', () => {
    expect(volumesOf(2_000 * MIB, null).volumes).toMatchObject([{ partCount: 250, sizeBytes: 2_000 * MIB }]);
    expect(volumesOf(64 * MIB).volumes).toHaveLength(1);
    expect(volumesOf(64 * MIB + 1).volumes.map(({ sizeBytes }) => sizeBytes)).toEqual([64 * MIB, 1]);
  });

  it('count their own parts from 1, as the store does', () => {
    const { volumes } = volumesOf(200 * MIB);
    const [, second] = volumes;
    if (!second) throw new Error('no second volume');
    expect(holdsPart(second, 8)).toBe(false);
    expect(numbersOf(25).filter((number) => holdsPart(second, number))).toEqual([
      9, 10, 11, 12, 13, 14, 15, 16,
    ]);
    expect(partInVolume(second, 9)).toBe(1);
    expect(partInUpload(second, { partNumber: 8, size: 1, etag: 'e' })).toMatchObject({ partNumber: 16 });
  });

  it('lack what did not arrive, or arrived with another size', () => {
    const { parts, volumes } = volumesOf(120 * MIB + 5);
    const [, second] = volumes;
    if (!second) throw new Error('no second volume');
    const part = (partNumber: number, size = 8 * MIB) => ({ partNumber, size, etag: 'e' });
    const received = [...numbersOf(14).map((number) => part(number)), part(15, 3), part(16, 5)];
    expect(missingParts(120 * MIB + 5, parts, received, second)).toEqual([15]);
    expect(missingParts(120 * MIB + 5, parts, [], second)).toEqual([9, 10, 11, 12, 13, 14, 15, 16]);
  });

  it('are each due by two parts, when few uploaders still send any of theirs, and when none does', () => {
    const { parts, volumes } = volumesOf(200 * MIB);
    const due = numbersOf(parts.partCount).flatMap((part) =>
      volumes.filter((volume) => isDueBy(volume, part)).map(({ number }) => [part, number]),
    );
    expect(due).toEqual([
      [11, 0],
      [16, 0],
      [19, 1],
      [24, 1],
    ]);
  });
});

describe('a piece of a source', () => {
  it('within one MiB lies in one volume, wherever it is', () => {
    fc.assert(
      fc.property(anySize, fc.nat(), (size, any) => {
        const { volumes } = volumesOf(size);
        const first = (any % Math.ceil(size / MIB)) * MIB;
        const last = Math.min(first + MIB, size) - 1;
        const found = findInVolumes(volumes, { first, last });
        const before = volumes
          .slice(0, found.volume.number)
          .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
        expect([found.first + before, found.last + before]).toEqual([first, last]);
        expect(found.last).toBeLessThan(found.volume.sizeBytes);
      }),
    );
  });

  it.each([
    [60 * MIB, 64 * MIB],
    [65 * MIB, 65 * MIB],
  ])('from %d to %d lies in none of two', (first, last) => {
    expect(() => findInVolumes([{ sizeBytes: 64 * MIB }, { sizeBytes: MIB }], { first, last })).toThrow(
      RangeError,
    );
  });
});
