import { expect, test } from 'vitest';
import { placeIn, rememberPlace } from './remembered-places.ts';

function makeStore(text: string | null = null) {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
  };
}

test('a place is found again, the newest counts, and it is gone once the end was seen', () => {
  const store = makeStore();
  rememberPlace(store, 'a', 100, 600);
  rememberPlace(store, 'b', 50, 600);
  rememberPlace(store, 'a', 200, 600);
  expect([placeIn(store, 'a'), placeIn(store, 'b'), placeIn(store, 'c')]).toEqual([200, 50, null]);
  rememberPlace(store, 'a', 599, 600);
  expect([placeIn(store, 'a'), placeIn(store, 'b')]).toEqual([null, 50]);
});

test('fifty are kept, the oldest goes', () => {
  const store = makeStore();
  for (let n = 0; n < 51; n++) rememberPlace(store, `v${n}`, 100, 600);
  expect([placeIn(store, 'v0'), placeIn(store, 'v1'), placeIn(store, 'v50')]).toEqual([null, 100, 100]);
});

test.each(['', '{', '{}', '[1]', '[["a","b"]]', 'null'])('%j in the store is nothing remembered', (text) => {
  expect(placeIn(makeStore(text), 'a')).toBeNull();
});

test('a browser that stores nothing is watched in all the same', () => {
  const forbidden = {
    getItem: (): string => {
      throw new Error('denied');
    },
    setItem: (): void => {
      throw new Error('denied');
    },
  };
  rememberPlace(forbidden, 'a', 100, 600);
  expect(placeIn(forbidden, 'a')).toBeNull();
});
