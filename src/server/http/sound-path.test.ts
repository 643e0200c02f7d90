import fc from 'fast-check';
import { expect, it } from 'vitest';
import { soundPath } from './sound-path.ts';

it.each([
  ['/watch/%ff', '/watch/%25ff'],
  ['/watch/%E0%A4%A?t=%ff', '/watch/%25E0%25A4%25A?t=%ff'],
  ['/100%', '/100%25'],
  ['/watch/%C3%A9?next=%2F', '/watch/%C3%A9?next=%2F'],
  ['/?q=%zz', '/?q=%zz'],
])('%s becomes %s', (url, sound) => expect(soundPath(url)).toBe(sound));

it('every path can be decoded afterwards, and good ones stay as they were', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('%', 'f', '2', 'a', '/', '.', '?') }), (url) => {
      const sound = soundPath(url);
      expect(() => decodeURIComponent(sound.split('?')[0] ?? '')).not.toThrow();
      expect(soundPath(sound)).toBe(sound);
    }),
  );
});
