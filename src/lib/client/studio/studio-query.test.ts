import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownVideoSorts, ownVideoStates } from '#lib/domain/own-videos.ts';
import { visibilities } from '#lib/domain/video-status.ts';
import { listInputOf, readStudioQuery, studioAddress } from './studio-query.ts';

const plain = readStudioQuery({});

describe('the address of the studio', () => {
  test('is bare while nothing is asked for', () => {
    expect(studioAddress(plain)).toBe('/studio');
    expect(listInputOf(plain)).toEqual({ sort: 'createdAt', order: 'desc', skip: 0, limit: 24 });
  });

  test('says what was asked for, and is read back to the same', () => {
    const query = fc.record({
      // Blanks at the ends are no wish.
      text: fc.string({ maxLength: 200 }).map((text) => text.trim()),
      state: fc.constantFrom(null, ...ownVideoStates),
      visibility: fc.constantFrom(null, ...visibilities),
      sort: fc.constantFrom(...ownVideoSorts),
      order: fc.constantFrom('asc' as const, 'desc' as const),
      skip: fc.nat({ max: 999_999 }),
    });
    fc.assert(
      fc.property(query, (wish) => {
        const { searchParams } = new URL(studioAddress(wish), 'http://site.example');
        expect(readStudioQuery(Object.fromEntries(searchParams))).toEqual(wish);
      }),
    );
  });

  test.each([
    { state: 'deleted' },
    { state: ['ready', 'failed'] },
    { visibility: '__proto__' },
    { sort: 'views; drop table' },
    { order: 'ASC' },
    { skip: '-1' },
    { skip: '1e9' },
  ])('%o counts as no wish', (asked) => {
    expect(readStudioQuery(asked)).toEqual(plain);
  });
});
