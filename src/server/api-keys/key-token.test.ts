import { expect, it } from 'vitest';
import { hashSecret } from '../secrets.ts';
import { isKeyToken, makeKeyToken, prefixOfKey } from './key-token.ts';

it('a key is slk_ and 256 random bits, and no two are alike', () => {
  const keys = Array.from({ length: 50 }, makeKeyToken);
  expect(new Set(keys).size).toBe(50);
  for (const key of keys) {
    expect(key).toMatch(/^slk_[\w-]{43}$/);
    expect(Buffer.from(key.slice(4), 'base64url')).toHaveLength(32);
    expect(isKeyToken(key)).toBe(true);
  }
});

it('what is shown of it are its first six letters', () => {
  expect(prefixOfKey('slk_ABCDEFghij')).toBe('slk_ABCDEF');
});

it('what is stored is its SHA-256', () => {
  // printf 'slk_a' | sha256sum
  expect(hashSecret('slk_a')).toBe('d77d4ae59b70c17e3487a821ad021694ff52b124a988f987ace0e427953c70b1');
});

it.each([
  '',
  'slk_',
  'slk_short',
  `slk_${'a'.repeat(44)}`,
  `slk_${'a'.repeat(42)}!`,
  `SLK_${'a'.repeat(43)}`,
])('%j is no key, and is not even looked up', (text) => {
  expect(isKeyToken(text)).toBe(false);
});
