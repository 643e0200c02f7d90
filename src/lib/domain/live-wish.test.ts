import { expect, it } from 'vitest';
import { covers, isNothing, joinWishes, type LiveWish, MOST_LIVE_IDS, nothingWished } from './live-wish.ts';

const wish = (ids: readonly string[], mine = false): LiveWish => ({ mine, ids });

it('what is joined covers each of its parts, and names no video twice', () => {
  const parts = [wish(['a', 'b']), wish(['b', 'c']), wish([], true)];
  const joined = joinWishes(parts);
  expect(parts.every((part) => covers(joined, part))).toBe(true);
  expect(joined.ids.toSorted()).toEqual(['a', 'b', 'c']);
});

it('of too many videos those that were wanted last are kept', () => {
  const ids = Array.from({ length: MOST_LIVE_IDS + 1 }, (_, number) => `v${number}`);
  const joined = joinWishes(ids.map((id) => wish([id])));
  expect(joined.ids).toHaveLength(MOST_LIVE_IDS);
  expect(covers(joined, wish(['v0']))).toBe(false);
  expect(covers(joined, wish([`v${MOST_LIVE_IDS}`]))).toBe(true);
});

it('some videos do not cover all of one’s own, nor one’s own a video', () => {
  expect(covers(wish(['a']), wish([], true))).toBe(false);
  expect(covers(wish([], true), wish(['a']))).toBe(false);
});

it('nothing joined is nothing', () => {
  expect(isNothing(joinWishes([]))).toBe(true);
  expect(isNothing(joinWishes([nothingWished, wish(['a'])]))).toBe(false);
});
