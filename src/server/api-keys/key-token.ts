import { newSecret } from '../secrets.ts';

/** Says what it is where one is leaked: secret scanners look for such beginnings. */
const BEGINNING = 'slk_';
/** Enough to tell one's own keys apart, and nothing towards guessing one. */
const PREFIX_LENGTH = BEGINNING.length + 6;

const shape = /^slk_[\w-]{43}$/;

export function makeKeyToken(): string {
  return BEGINNING + newSecret();
}

export function isKeyToken(text: string): boolean {
  return shape.test(text);
}

export function prefixOfKey(token: string): string {
  return token.slice(0, PREFIX_LENGTH);
}
