import { describe, expect, it } from 'vitest';
import { mintRefreshToken, readRefreshToken } from './refresh-tokens.ts';

const secret = 's'.repeat(32);
const ids = { sessionId: '01KAZX5V3H8T6W2M4N9QRS7BCD', jti: '01KAZX5V3H8T6W2M4N9QRS7BCE' };
const token = mintRefreshToken(secret, ids);

describe('a refresh token', () => {
  it('is read back as what it was made of, and made the same again', () => {
    expect(readRefreshToken(secret, token)).toEqual(ids);
    expect(mintRefreshToken(secret, ids)).toBe(token);
  });

  it.each([
    ['of another secret', mintRefreshToken('t'.repeat(32), ids)],
    ['whose session was exchanged', token.replace('BCD.', 'BCF.')],
    ['whose id was exchanged', token.replace('BCE.', 'BCF.')],
    ['without a signature', `${ids.sessionId}.${ids.jti}.`],
    ['with more behind it', `${token}.x`],
    ['that is empty', ''],
  ])('%s is none of ours', (_, forged) => {
    expect(readRefreshToken(secret, forged)).toBeUndefined();
  });
});
