import { expect, it } from 'vitest';
import { cleanTags, splitTags } from './tags.ts';

it('tags are kept without hashes and doubles, in the order in which they were given', () => {
  expect(splitTags(' #Walk, rain ,, WALK, slow \t cinema,')).toEqual(['Walk', 'rain', 'slow cinema']);
  expect(cleanTags(['  ', '#', 'a, b', 'c\u0000d', '\ud800'])).toEqual(['a, b', 'c d', '\ufffd']);
});
