/** An unlisted video with a password: without it neither page nor media nor a word of the video is to be had. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { createPasses } from '../../../src/server/delivery/passes.ts';
import { createLinkPasswordService } from '../../../src/server/videos/link-password.ts';
import { codeOf } from './account-world.ts';
import { createModerationWorld, grantSecret, type ModerationWorld } from './moderation-world.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
const password = 'a word on paper';
let world: ModerationWorld;
let passes: ReturnType<typeof createPasses>;
let links: ReturnType<typeof createLinkPasswordService>;
let owner: Viewer;
let stranger: Viewer;
let videoId: string;

beforeAll(async () => {
  world = createModerationWorld(own.db);
  passes = createPasses({ secret: grantSecret, clock: world.clock });
  links = createLinkPasswordService({ db: own.db, clock: world.clock, passes });
  owner = await world.join();
  stranger = await world.join();
});
beforeEach(async () => {
  videoId = await world.publish(owner.userId, { visibility: 'unlisted' });
});

const look = async (viewer: Viewer | null, pass?: string) =>
  world.videos.get(viewer, videoId, (video) => passes.opens(video, pass));
/** The grant in the addresses of a page that was shown for this pass. */
const grantBy = async (pass: string) => (await look(null, pass)).hlsUrl?.replace(/^.*g=/, '');

describe('a link with a password', () => {
  it('shows strangers nothing: not the video, nor its media by the addresses that they had before', async () => {
    const before = await world.grantOf(null, videoId);
    expect(await world.askGate(videoId, before)).toEqual(['served']);
    await links.set(owner, videoId, password);
    expect(await codeOf(look(null))).toBe('VIDEO_NOT_FOUND');
    expect(await codeOf(look(stranger))).toBe('VIDEO_NOT_FOUND');
    expect(await world.askGate(videoId, before)).toEqual(['VIDEO_NOT_FOUND']);
    expect(await world.grantOf(null, videoId)).toBeUndefined();
    expect(await links.isLocked(videoId)).toBe(true);
    expect(await world.askGate(videoId, await world.grantOf(owner, videoId))).toEqual(['served']);
  });

  it('opens by it, to who was let in and nobody else', async () => {
    await links.set(owner, videoId, password);
    expect(await codeOf(links.unlock(videoId, 'another word'))).toBe('UNAUTHORIZED');
    const pass = await links.unlock(videoId, password);
    expect(await look(null, pass)).toMatchObject({ id: videoId, playable: true });
    expect(await world.askGate(videoId, await grantBy(pass))).toEqual(['served']);
    expect(await codeOf(look(null))).toBe('VIDEO_NOT_FOUND');
    const other = await world.publish(owner.userId, { visibility: 'unlisted' });
    await links.set(owner, other, password);
    expect(await world.askGate(other, await grantBy(pass))).toEqual(['FORBIDDEN']);
  });

  it.each([
    ['a new password', () => links.set(owner, videoId, 'something new')],
    ['the owner’s making it private', () => world.videos.update(owner, videoId, { visibility: 'private' })],
  ])('shuts with %s to who is inside, page and media', async (_, shut) => {
    await links.set(owner, videoId, password);
    const pass = await links.unlock(videoId, password);
    const grant = await grantBy(pass);
    await shut();
    expect(await codeOf(look(null, pass))).toBe('VIDEO_NOT_FOUND');
    expect(await world.askGate(videoId, grant)).toEqual(['VIDEO_NOT_FOUND']);
  });

  it('asks for nothing any more once the password is taken away, or the video public: then it has none', async () => {
    await links.set(owner, videoId, password);
    await links.set(owner, videoId, null);
    expect(await look(null)).toMatchObject({ id: videoId });
    await links.set(owner, videoId, password);
    await world.videos.update(owner, videoId, { visibility: 'public' });
    await world.videos.update(owner, videoId, { visibility: 'unlisted' });
    expect(await look(null)).toMatchObject({ id: videoId });
  });

  it('keeps its password while it is private', async () => {
    await links.set(owner, videoId, password);
    await world.videos.update(owner, videoId, { visibility: 'private' });
    await world.videos.update(owner, videoId, { visibility: 'unlisted' });
    expect(await links.isLocked(videoId)).toBe(true);
  });
});

it('nobody but who may change a video sets its password, and none is set on a public one', async () => {
  expect(await codeOf(links.set(stranger, videoId, password))).toBe('FORBIDDEN');
  await world.videos.update(owner, videoId, { visibility: 'public' });
  expect(await codeOf(links.set(owner, videoId, password))).toBe('VALIDATION_FAILED');
});

it('what has no password has no door: there is nothing to unlock', async () => {
  expect(await codeOf(links.unlock(videoId, password))).toBe('VIDEO_NOT_FOUND');
  expect(await codeOf(links.unlock('01KAZX5V3H8T6W2M4N9QRS7BCD', password))).toBe('VIDEO_NOT_FOUND');
});

it('a protected video can be reported by who was let in', async () => {
  await links.set(owner, videoId, password);
  const report = { videoId, reason: 'spam', note: null } as const;
  expect(await codeOf(world.reports.create(stranger, report))).toBe('VIDEO_NOT_FOUND');
  const pass = await links.unlock(videoId, password);
  const { id } = await world.reports.create(stranger, report, (video) => passes.opens(video, pass));
  expect(id).toBeTruthy();
});
