/** What a site has a moderator look at first: by its policy, by words, by reports, and what was taken down before. */
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SitePolicy, sitePolicySchema } from '../../../src/lib/domain/site-policy.ts';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { reports } from '../../../src/server/db/schema/reports.ts';
import { admitReadyVideo } from '../../../src/server/moderation/admit-ready.ts';
import { codeOf } from './account-world.ts';
import { createModerationWorld, type ModerationWorld } from './moderation-world.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
let world: ModerationWorld;
let moderator: Viewer;
let admin: Viewer;
let owner: Viewer;

beforeAll(async () => {
  world = createModerationWorld(own.db);
  moderator = await world.join('moderator');
  admin = await world.join('admin');
});
beforeEach(async () => {
  owner = await world.join();
  await setPolicy({});
});

const setPolicy = (over: Partial<SitePolicy>) =>
  world.sitePolicy.change(admin, sitePolicySchema.parse({ holdKnownContent: false, ...over }), null);

/** One that has just become ready. */
async function arrive(over: Parameters<ModerationWorld['publish']>[1] = {}, person = owner): Promise<string> {
  const videoId = await world.publish(person.userId, { moderation: 'pending', ...over });
  await own.db.transaction((tx) => admitReadyVideo(tx, world.clock, videoId));
  return videoId;
}
const standingOf = async (videoId: string) => {
  const { moderation, heldFor } = await world.videoOf(videoId);
  return { moderation, heldFor };
};
const approved = { moderation: 'approved', heldFor: null };

describe('what has become ready', () => {
  it('is seen by strangers at once where nothing was set, and still counts as new', async () => {
    const videoId = await arrive();
    expect(await standingOf(videoId)).toEqual(approved);
    expect((await world.videoOf(videoId)).reviewedAt).toBeNull();
    expect(await world.isOpen(videoId)).toBe(true);
  });

  it('waits where review comes first, until it is approved; a moderator’s own does not', async () => {
    await setPolicy({ publishing: 'review-first' });
    const videoId = await arrive();
    expect(await standingOf(videoId)).toEqual({ moderation: 'pending', heldFor: ['review-first'] });
    expect(await world.isOpen(videoId)).toBe(false);
    expect(await standingOf(await arrive({}, moderator))).toEqual(approved);
    await world.decide(moderator, [videoId], { decision: 'approve', reason: null });
    expect(await standingOf(videoId)).toEqual(approved);
    expect(await world.isOpen(videoId)).toBe(true);
  });

  it('waits for what its words are and how young the account is', async () => {
    await setPolicy({ watchedWords: ['casino'], newAccountHours: 24 });
    const videoId = await arrive({ title: 'A walk', description: 'Best CÁSINO of the town' });
    expect((await standingOf(videoId)).heldFor).toEqual(['new-account', 'watched-word']);
    world.clock.advance(24 * 3600);
    expect(await standingOf(await arrive())).toEqual(approved);
  });
});

describe('content that was taken down', () => {
  const bytes = { sourceEtag: 'the-same-file', sizeBytes: 77 };

  it('is known when the same file comes again from anybody, until it is restored', async () => {
    await setPolicy({ holdKnownContent: true });
    const plan = { plan: null };
    const first = await arrive({ ...bytes, ...plan });
    expect(await standingOf(first)).toEqual(approved);
    await world.decide(moderator, [first], { decision: 'reject' });
    expect((await standingOf(await arrive({ ...bytes, ...plan }))).heldFor).toEqual(['known-content']);
    expect(await standingOf(await arrive({ ...bytes, sizeBytes: 78, ...plan }))).toEqual(approved);
    await world.decide(moderator, [first], { decision: 'restore', reason: null });
    expect(await standingOf(await arrive({ ...bytes, ...plan }))).toEqual(approved);
  });

  it('is known by its picture when the file around it is another', async () => {
    await setPolicy({ holdKnownContent: true });
    const first = await arrive({ sourceEtag: 'as-mp4', sizeBytes: 1 });
    await world.decide(moderator, [first], { decision: 'hide' });
    const again = await arrive({ sourceEtag: 'as-mkv', sizeBytes: 2 });
    expect((await standingOf(again)).heldFor).toEqual(['known-content']);
    await world.decide(moderator, [first], { decision: 'restore', reason: null });
  });
});

describe('an edit', () => {
  it('that brings a watched word in takes the video from strangers; other edits, and a moderator’s, do not', async () => {
    await setPolicy({ watchedWords: ['casino'] });
    const videoId = await arrive();
    const grant = await world.grantOf(null, videoId);
    await world.videos.update(owner, videoId, { title: 'A longer walk' });
    expect(await standingOf(videoId)).toEqual(approved);
    await world.videos.update(admin, videoId, { description: 'No casino here' });
    expect(await standingOf(videoId)).toEqual(approved);
    await world.videos.update(owner, videoId, { title: 'Another walk' });
    expect(await standingOf(videoId)).toEqual(approved);
    await world.videos.update(owner, videoId, { description: '' });
    await world.videos.update(owner, videoId, { title: 'Casino' });
    expect(await standingOf(videoId)).toEqual({ moderation: 'pending', heldFor: ['watched-word'] });
    expect(await world.askGate(videoId, grant)).toEqual(['VIDEO_NOT_FOUND']);
    expect((await world.auditOf(videoId)).map(({ action, actorId }) => [action, actorId])).toEqual([
      ['video.held', null],
    ]);
    expect((await world.notices.list(owner))[0]).toMatchObject({ kind: 'hold', videoId });
  });
});

describe('reports', () => {
  const report = (who: Viewer, videoId: string) =>
    world.reports.create(who, { videoId, reason: 'spam', note: null });
  const statesOf = async (videoId: string) => {
    const rows = await own.db.select().from(reports).where(eq(reports.videoId, videoId));
    return rows.map(({ state }) => state).sort();
  };

  it('by enough different people at once hold the video, and one person is one of them', async () => {
    await setPolicy({ reportsToHold: 3 });
    const videoId = await arrive();
    const [a, b, c] = [await world.join(), await world.join(), await world.join()];
    const twice = await Promise.all([report(a, videoId), report(a, videoId), report(b, videoId)]);
    expect(new Set(twice.map(({ id }) => id)).size).toBe(2);
    expect(await standingOf(videoId)).toEqual(approved);
    await report(c, videoId);
    expect(await standingOf(videoId)).toEqual({ moderation: 'pending', heldFor: ['reports'] });
    const { videos } = await world.moderation.queue(moderator, { view: 'reported', limit: 100 });
    expect(videos.find(({ id }) => id === videoId)?.reports).toEqual([{ reason: 'spam', count: 3 }]);
    expect((await world.moderation.review(moderator, videoId)).reports).toHaveLength(3);

    // A moderator has looked: those reports are answered, and count no more.
    await world.decide(moderator, [videoId], { decision: 'approve', reason: null });
    expect(await statesOf(videoId)).toEqual(['dismissed', 'dismissed', 'dismissed']);
    await report(a, videoId);
    expect(await standingOf(videoId)).toEqual(approved);
    // Approved already: the look answers the report all the same.
    await world.decide(moderator, [videoId], { decision: 'approve', reason: null });
    expect(await statesOf(videoId)).toEqual(Array(4).fill('dismissed'));
    await report(b, videoId);
    await world.decide(moderator, [videoId], { decision: 'hide' });
    expect(await statesOf(videoId)).toEqual(['accepted', ...Array(4).fill('dismissed')]);
  });

  it('of a banned person hold nothing', async () => {
    await setPolicy({ reportsToHold: 2 });
    const videoId = await arrive();
    const [troll, viewer] = [await world.join(), await world.join()];
    await report(troll, videoId);
    await world.accounts.standing.ban(moderator, { userId: troll.userId, reason: 'x' }, { address: null });
    await report(viewer, videoId);
    expect(await standingOf(videoId)).toEqual(approved);
  });

  it('are of what one can see and does not own', async () => {
    const hidden = await arrive({ visibility: 'private' });
    expect(await codeOf(report(await world.join(), hidden))).toBe('VIDEO_NOT_FOUND');
    expect(await codeOf(report(owner, await arrive()))).toBe('FORBIDDEN');
  });
});

it('a policy that is changed is written down with what it was before', async () => {
  await setPolicy({ publishing: 'review-first' });
  await setPolicy({ publishing: 'review-first' });
  const rows = await world.auditOf('policy');
  expect(rows.at(-1)).toMatchObject({
    action: 'site.policy-changed',
    actorId: admin.userId,
    details: { before: { publishing: 'publish-then-review' }, after: { publishing: 'review-first' } },
  });
  expect(
    rows.filter(({ details }) => JSON.stringify(details.before) === JSON.stringify(details.after)),
  ).toEqual([]);
});
