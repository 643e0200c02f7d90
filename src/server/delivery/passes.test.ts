import { describe, expect, it } from 'vitest';
import type { VideoRow } from '../db/schema/videos.ts';
import { sampleVideo } from '../videos/testing/sample-video.ts';
import { issueGrant } from './grants.ts';
import { createPasses, PASS_HOURS } from './passes.ts';

const secret = 's'.repeat(32);
let now = new Date('2026-11-22T12:00:00.000Z');
const passes = createPasses({ secret, clock: { now: () => now } });
const locked = (over: Partial<VideoRow> = {}) =>
  sampleVideo({
    status: 'ready',
    moderation: 'approved',
    visibility: 'unlisted',
    passwordHash: 'hash',
    ...over,
  });
const pass = passes.issue(locked().id, 'hash');

describe('a pass', () => {
  it('opens its video while it is protected by the very password that was given', () => {
    expect(passes.opens(locked(), pass)).toBe(true);
    expect(passes.opens(locked({ passwordHash: 'another' }), pass)).toBe(false);
    expect(passes.opens(locked({ id: '01KAZX5V3H8T6W2M4N9QRS7BCZ' }), pass)).toBe(false);
    expect(passes.opens(locked(), undefined)).toBe(false);
    expect(passes.opens(locked(), `o${pass.slice(1)}`)).toBe(false);
  });

  it.each([
    ['private', { visibility: 'private' }],
    ['hidden', { moderation: 'hidden' }],
    ['held for a moderator', { moderation: 'pending' }],
    ['of a banned owner', { ownerBanned: true }],
    ['deleted', { status: 'deleted' }],
  ] as const)('opens nothing that is %s', (_, over) => expect(passes.opens(locked(over), pass)).toBe(false));

  it('is no grant for what needs no password, nor is such a grant a pass', () => {
    const open = issueGrant(secret, {
      videoId: locked().id,
      audience: 'open',
      expiresAt: new Date('2027-01-01'),
    });
    expect(passes.opens(locked(), open)).toBe(false);
  });

  it('ends', () => {
    const before = now;
    now = new Date(now.getTime() + PASS_HOURS * 3_600_000);
    expect(passes.opens(locked(), pass)).toBe(false);
    now = before;
  });
});
