import { expect, it } from 'vitest';
import { createRandom } from './random.ts';

const letters = [...'abcdefgh'];
const draw = (seed: number) => {
  const random = createRandom(seed);
  return [random.integer(1, 1000), random.pick(letters), ...random.shuffle(letters)];
};

it('gives the same again for the same seed, and something else for another', () => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(8)).not.toEqual(draw(7));
});

it('stays within its bounds and meets both', () => {
  const random = createRandom(1);
  const drawn = new Set(Array.from({ length: 200 }, () => random.integer(3, 5)));
  expect(drawn).toEqual(new Set([3, 4, 5]));
});

it('shuffles without losing or doubling any', () => {
  expect(createRandom(3).shuffle(letters).toSorted()).toEqual(letters);
});
