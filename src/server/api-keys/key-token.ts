import { createHash, randomBytes } from 'node:crypto';

/** Says what it is where one is leaked: secret scanners look for such beginnings. */
const BEGINNING = 'slk_';
/** 256 bits: beyond guessing, so a fast hash of it may be stored. */
const RANDOM_BYTES = 32;
/** Enough to tell one's own keys apart, and nothing towards guessing one. */
const PREFIX_LENGTH = BEGINNING.length + 6;

const shape = /^slk_[\w-]{43}$/;

export function makeKeyToken(): string {
  return BEGINNING + randomBytes(RANDOM_BYTES).toString('base64url');
}

export function isKeyToken(text: string): boolean {
  return shape.test(text);
}

export function prefixOfKey(token: string): string {
  return token.slice(0, PREFIX_LENGTH);
}

/** What is stored and looked up. Hexadecimal. */
export function hashKeyToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
