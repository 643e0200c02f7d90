import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueGrant, printOf, readGrant } from './grants.ts';

const secret = 's'.repeat(32);
const videoId = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const otherId = '01KAZX5V3H8T6W2M4N9QRS7BCE';
const now = new Date('2026-11-21T12:00:00.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const token = issueGrant(secret, { videoId, audience: 'open', expiresAt: later(60) });

describe('a grant', () => {
  it.each(['open', 'inside', 'review'] as const)(
    'opens its video for the audience %s until its end',
    (audience) => {
      const issued = issueGrant(secret, { videoId, audience, expiresAt: later(60) });
      expect(readGrant(secret, videoId, issued, now)).toEqual({ videoId, audience, expiresAt: later(60) });
      expect(readGrant(secret, videoId, issued, later(59))).toBeDefined();
    },
  );

  it('is void from its end on', () => {
    expect(readGrant(secret, videoId, token, later(60))).toBeUndefined();
    expect(readGrant(secret, videoId, token, later(86_400))).toBeUndefined();
  });

  it('opens no other video', () => {
    expect(readGrant(secret, otherId, token, now)).toBeUndefined();
  });

  it('is void when another secret signed it', () => {
    expect(readGrant('t'.repeat(32), videoId, token, now)).toBeUndefined();
  });

  it('is void when its end or its audience is changed', () => {
    const [body = '', signature = ''] = token.split('.');
    const longer = (Number.parseInt(body.slice(1), 36) + 1).toString(36);
    expect(readGrant(secret, videoId, `o${longer}.${signature}`, now)).toBeUndefined();
    for (const letter of ['i', 'r', 'x'])
      expect(readGrant(secret, videoId, `${letter}${body.slice(1)}.${signature}`, now)).toBeUndefined();
  });

  it('is void when any one character of it is another', () => {
    const other = fc.constantFrom(...'ABCDEFghijkl0123456789-_');
    fc.assert(
      fc.property(fc.nat(token.length - 1), other, (at, letter) => {
        fc.pre(token[at] !== letter);
        expect(
          readGrant(secret, videoId, token.slice(0, at) + letter + token.slice(at + 1), now),
        ).toBeUndefined();
      }),
    );
  });

  it.each(['', '.', 'o', 'o.', `.${'A'.repeat(24)}`, 'oNaN.', token.slice(0, -1), token.split('.')[0] ?? ''])(
    'is not %j',
    (text) => {
      expect(readGrant(secret, videoId, text, now)).toBeUndefined();
    },
  );

  it('is short and needs no escaping in a playlist', () => {
    expect(token).toMatch(/^[\w.-]{1,40}$/);
  });
});

describe('a grant for a password', () => {
  const expiresAt = later(60);
  const print = printOf(secret, 'the hash of a password');
  const issued = issueGrant(secret, { videoId, audience: 'unlocked', expiresAt, print });

  it('says which password was given, and nobody can say another', () => {
    expect(readGrant(secret, videoId, issued, now)).toEqual({
      videoId,
      audience: 'unlocked',
      expiresAt,
      print,
    });
    const other = printOf(secret, 'the hash of another');
    expect(other).not.toBe(print);
    expect(readGrant(secret, videoId, issued.replace(print, other), now)).toBeUndefined();
    expect(readGrant(secret, videoId, issued.replace(`-${print}`, ''), now)).toBeUndefined();
  });

  it('is as short as the others, nearly, and needs no escaping either', () => {
    expect(issued).toMatch(/^[\w.-]{1,50}$/);
  });
});
