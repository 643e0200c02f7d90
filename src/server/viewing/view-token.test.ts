import { describe, expect, it } from 'vitest';
import { issueGrant } from '../delivery/grants.ts';
import { issueViewToken, readViewToken } from './view-token.ts';

const secret = 's'.repeat(32);
const videoId = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const otherId = '01KAZX5V3H8T6W2M4N9QRS7BCE';
const now = new Date('2026-11-22T12:00:00.123Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const token = issueViewToken(secret, videoId, now);

describe('the token of a watch page', () => {
  it('says when the page was opened, to the millisecond, for two days', () => {
    expect(readViewToken(secret, videoId, token, now)).toEqual(now);
    expect(readViewToken(secret, videoId, token, hours(47))).toEqual(now);
    expect(readViewToken(secret, videoId, token, hours(48))).toBeUndefined();
  });

  it('is of one video, and of this site', () => {
    expect(readViewToken(secret, otherId, token, now)).toBeUndefined();
    expect(readViewToken('t'.repeat(32), videoId, token, now)).toBeUndefined();
  });

  it('can not be dated back', () => {
    const earlier = hours(-1).getTime().toString(36);
    expect(readViewToken(secret, videoId, token.replace(/^[^.]*/, earlier), now)).toBeUndefined();
  });

  it.each(['', '.', 'x', '.AAAAAAAAAAAAAAAAAAAAAAAA', token.split('.')[0] ?? ''])('is not %j', (text) => {
    expect(readViewToken(secret, videoId, text, now)).toBeUndefined();
  });

  it('is no grant', () => {
    const grant = issueGrant(secret, { videoId, audience: 'open', expiresAt: hours(1) });
    expect(readViewToken(secret, videoId, grant, now)).toBeUndefined();
  });
});
