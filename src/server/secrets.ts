import { createHash, randomBytes } from 'node:crypto';

/** A random bearer secret: 256 bits, beyond guessing, so that a fast hash of it may be stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Only hashes are kept: a copy of the database opens nothing. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
