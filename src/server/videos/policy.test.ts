import { describe, expect, it } from 'vitest';
import { moderationStates, videoStatuses, visibilities } from '#lib/domain/video-status.ts';
import type { Viewer } from '../accounts/viewer.ts';
import type { Role } from '../db/schema/users.ts';
import { audienceOf, canManage, canView } from './policy.ts';
import { sampleOwnerId, sampleVideo } from './testing/sample-video.ts';

const viewer = (userId: string, role: Role): Viewer => ({
  userId,
  role,
  sessionId: 's',
  email: 'e',
  name: 'n',
});
const stranger = viewer('01KAZX5V3H8T6W2M4N9QRS7BCZ', 'user');
const owner = viewer(sampleOwnerId, 'user');
const moderator = viewer('01KAZX5V3H8T6W2M4N9QRS7BCY', 'moderator');
const admin = viewer('01KAZX5V3H8T6W2M4N9QRS7BCX', 'admin');

const allStates = videoStatuses.flatMap((status) =>
  visibilities.flatMap((visibility) =>
    moderationStates.map((moderation) => sampleVideo({ status, visibility, moderation })),
  ),
);

describe('who may see a video', () => {
  it('is nobody once it is deleted', () => {
    const deleted = sampleVideo({ status: 'deleted', visibility: 'public', moderation: 'approved' });
    for (const asker of [null, stranger, owner, moderator, admin]) {
      expect(canView(asker, deleted)).toBe(false);
      expect(canManage(asker, deleted)).toBe(false);
    }
  });

  it('is a stranger only when it is ready, approved and not private', () => {
    for (const asker of [null, stranger]) {
      const seen = allStates.filter((video) => canView(asker, video));
      expect(seen.map((video) => [video.status, video.visibility, video.moderation].join())).toEqual([
        'ready,unlisted,approved',
        'ready,public,approved',
      ]);
    }
  });

  it.each([
    ['its owner', owner],
    ['a moderator', moderator],
    ['an admin', admin],
  ])('is always %s', (_, asker) => {
    for (const video of allStates) expect(canView(asker, video)).toBe(video.status !== 'deleted');
  });
});

describe('who may change a video', () => {
  it('is its owner or an admin, no moderator and no stranger', () => {
    const video = sampleVideo({ status: 'ready', visibility: 'public', moderation: 'approved' });
    expect([null, stranger, moderator].map((asker) => canManage(asker, video))).toEqual([
      false,
      false,
      false,
    ]);
    expect([owner, admin].map((asker) => canManage(asker, video))).toEqual([true, true]);
  });
});

describe('who may play a video', () => {
  const open = { status: 'ready', visibility: 'public', moderation: 'approved' } as const;
  const everybody = [null, stranger, owner, moderator, admin];

  it.each([
    ['rejected', { ...open, moderation: 'rejected' }],
    ['hidden', { ...open, moderation: 'hidden' }],
    ['of a banned owner', { ...open, ownerBanned: true }],
  ] as const)('is only who judges it when it is %s', (_, over) => {
    const audiences = everybody.map((asker) => audienceOf(asker, sampleVideo(over)));
    expect(audiences).toEqual([null, null, null, 'review', 'review']);
  });

  it('is its owner, and who judges it, before strangers may', () => {
    const waiting = sampleVideo({ ...open, moderation: 'pending' });
    expect(everybody.map((asker) => audienceOf(asker, waiting))).toEqual([
      null,
      null,
      'inside',
      'review',
      'review',
    ]);
    expect(everybody.map((asker) => audienceOf(asker, sampleVideo(open)))).toEqual(Array(5).fill('open'));
  });

  it('is nobody who may not know of it', () => {
    for (const video of allStates)
      for (const asker of everybody) if (!canView(asker, video)) expect(audienceOf(asker, video)).toBeNull();
  });
});

describe('a password on the link', () => {
  const open = { status: 'ready', moderation: 'approved', passwordHash: 'hash' } as const;
  const everybody = [null, stranger, owner, moderator, admin];

  it('keeps strangers from an unlisted video until they have given it', () => {
    const locked = sampleVideo({ ...open, visibility: 'unlisted' });
    expect(everybody.map((asker) => audienceOf(asker, locked))).toEqual([
      null,
      null,
      'inside',
      'review',
      'review',
    ]);
    expect(everybody.map((asker) => canView(asker, locked))).toEqual([false, false, true, true, true]);
    expect([null, stranger].map((asker) => audienceOf(asker, locked, true))).toEqual([
      'unlocked',
      'unlocked',
    ]);
    expect([null, stranger].map((asker) => canView(asker, locked, true))).toEqual([true, true]);
  });

  it('that was given opens nothing which strangers could not see without one', () => {
    for (const video of allStates) {
      const locked = { ...video, passwordHash: 'hash' };
      if (!canView(stranger, video)) expect(canView(stranger, locked, true)).toBe(false);
      expect(canManage(stranger, locked)).toBe(false);
    }
  });

  it('is asked by unlisted links alone', () => {
    expect(audienceOf(null, sampleVideo({ ...open, visibility: 'public' }))).toBe('open');
    expect(audienceOf(null, sampleVideo({ ...open, visibility: 'private' }), true)).toBeNull();
  });
});
