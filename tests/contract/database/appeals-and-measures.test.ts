/** Owners appeal, moderators answer; what may be done about people, and by whom. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type SitePolicy, sitePolicySchema } from '../../../src/lib/domain/site-policy.ts';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { admitReadyVideo } from '../../../src/server/moderation/admit-ready.ts';
import { codeOf } from './account-world.ts';
import { createModerationWorld, type ModerationWorld } from './moderation-world.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
let world: ModerationWorld;
let moderator: Viewer;
let admin: Viewer;
const from = { address: null };

beforeAll(async () => {
  world = createModerationWorld(own.db);
  moderator = await world.join('moderator');
  admin = await world.join('admin');
});

const setPolicy = (over: Partial<SitePolicy>) =>
  world.sitePolicy.change(admin, sitePolicySchema.parse({ holdKnownContent: false, ...over }), null);
const appealOf = (who: Viewer, videoId: string) =>
  world.appeals.create(who, { videoId, text: 'It is mine.' });
const refuse = (who: Viewer, videoId: string) =>
  world.appeals.refuse(who, { videoId, message: 'It is not.', note: 'sure' }, null);
const appealedIds = async () =>
  (await world.moderation.queue(moderator, { view: 'appealed', limit: 100 })).videos.map(({ id }) => id);

describe('an appeal', () => {
  it('is made once against each takedown, and by the owner alone', async () => {
    const [owner, stranger] = [await world.join(), await world.join()];
    const videoId = await world.publish(owner.userId);
    expect(await codeOf(appealOf(owner, videoId))).toBe('MODERATION_CONFLICT');
    await world.decide(moderator, [videoId], { decision: 'hide' });
    expect(await codeOf(appealOf(stranger, videoId))).toBe('VIDEO_NOT_FOUND');
    expect(await codeOf(appealOf(moderator, videoId))).toBe('FORBIDDEN');
    const both = await Promise.allSettled([appealOf(owner, videoId), appealOf(owner, videoId)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await appealedIds()).toContain(videoId);

    await refuse(moderator, videoId);
    expect(await appealedIds()).not.toContain(videoId);
    expect(await codeOf(refuse(moderator, videoId))).toBe('MODERATION_CONFLICT');
    expect(await codeOf(appealOf(owner, videoId))).toBe('MODERATION_CONFLICT');
    expect((await world.videoOf(videoId)).moderation).toBe('hidden');
    expect((await world.notices.list(owner))[0]).toMatchObject({
      kind: 'refuse-appeal',
      message: 'It is not.',
    });

    // Another takedown is another decision.
    await world.decide(moderator, [videoId], { decision: 'reject' });
    await appealOf(owner, videoId);
    expect((await world.auditOf(videoId)).map(({ action }) => action)).toEqual([
      'video.hidden',
      'video.appealed',
      'video.appeal-refused',
      'video.rejected',
      'video.appealed',
    ]);
  });

  it('is offered to the owner with the words of the takedown, and to nobody else', async () => {
    const owner = await world.join();
    const videoId = await world.publish(owner.userId);
    const standingFor = (who: Viewer) => world.appeals.standing(who, videoId);
    expect(await standingFor(owner)).toBeNull();
    await world.decide(moderator, [videoId], { decision: 'hide', message: 'Not here.', note: 'a secret' });
    const standing = await standingFor(owner);
    expect(standing).toMatchObject({ reason: 'spam', message: 'Not here.', canAppeal: true, appeal: null });
    expect(JSON.stringify(standing)).not.toContain('a secret');
    expect(await standingFor(moderator)).toMatchObject({ canAppeal: false });
    expect(await codeOf(standingFor(await world.join()))).toBe('VIDEO_NOT_FOUND');
    await appealOf(owner, videoId);
    expect(await standingFor(owner)).toMatchObject({
      canAppeal: false,
      appeal: { text: 'It is mine.', state: 'open' },
    });
    await world.decide(moderator, [videoId], { decision: 'restore', reason: null });
    expect(await standingFor(owner)).toBeNull();
  });

  it('is accepted when the video is restored', async () => {
    const owner = await world.join();
    const videoId = await world.publish(owner.userId);
    await world.decide(moderator, [videoId], { decision: 'reject' });
    await appealOf(owner, videoId);
    await world.decide(admin, [videoId], { decision: 'restore', reason: null });
    const { appeals } = await world.moderation.review(moderator, videoId);
    expect(appeals).toMatchObject([{ state: 'accepted', text: 'It is mine.' }]);
    expect(await world.isOpen(videoId)).toBe(true);
  });
});

describe('of a person', () => {
  const arrive = async (owner: Viewer) => {
    const videoId = await world.publish(owner.userId, { moderation: 'pending' });
    await own.db.transaction((tx) => admitReadyVideo(tx, world.clock, videoId));
    const { moderation, heldFor } = await world.videoOf(videoId);
    return { videoId, moderation, heldFor };
  };
  const words = { message: 'Too many of the same.', note: null };

  it('who is limited each new video waits, and reports count for nothing, until that is lifted', async () => {
    await setPolicy({ reportsToHold: 1 });
    const person = await world.join();
    const { userId } = person;
    await world.measures.limit(moderator, { userId, ...words }, from);
    expect(await arrive(person)).toMatchObject({ moderation: 'pending', heldFor: ['limited'] });
    const { videoId } = await arrive(await world.join());
    await world.reports.create(person, { videoId, reason: 'spam', note: null });
    expect((await world.videoOf(videoId)).moderation).toBe('approved');
    expect(await codeOf(world.measures.setTrusted(moderator, { userId, trusted: true }, from))).toBe(
      'MODERATION_CONFLICT',
    );
    await world.measures.unlimit(moderator, userId, from);
    expect(await arrive(person)).toMatchObject({ moderation: 'approved', heldFor: null });
    expect((await world.notices.list(person)).map(({ kind }) => kind)).toEqual(['unlimit', 'limit']);
  });

  it('who is trusted nothing waits where review comes first, for as long as they are', async () => {
    await setPolicy({ publishing: 'review-first' });
    const person = await world.join();
    const setTrusted = (trusted: boolean) =>
      world.measures.setTrusted(moderator, { userId: person.userId, trusted }, from);
    await setTrusted(true);
    expect((await arrive(person)).moderation).toBe('approved');
    await setTrusted(false);
    expect((await arrive(person)).heldFor).toEqual(['review-first']);
    expect(await world.notices.list(person)).toEqual([]);
  });

  it('the history has every measure with its words, what became of their videos, bans and roles', async () => {
    const person = await world.join();
    const { userId } = person;
    const videoId = await world.publish(userId);
    await world.decide(moderator, [videoId], { decision: 'hide', note: 'seen twice' });
    world.clock.advance(1);
    await world.measures.setTrusted(moderator, { userId, trusted: true }, from);
    world.clock.advance(1);
    await world.measures.warn(moderator, { userId, ...words }, from);
    const { rows } = await world.personHistory.of(userId);
    const actor = { id: moderator.userId, name: moderator.name };
    expect(rows).toMatchObject([
      { what: 'warn', message: words.message, video: null, actor },
      { what: 'trusted', actor },
      { what: 'hide', reason: 'spam', note: 'seen twice', video: { id: videoId }, actor },
    ]);
    expect((await world.personHistory.of(moderator.userId)).rows).toEqual([]);

    // Trust is nobody's news.
    expect(await world.notices.unread(person)).toBe(2);
    const [newest] = await world.notices.list(person);
    await world.notices.markRead(person, newest?.id ?? '');
    expect(await world.notices.unread(person)).toBe(0);
  });

  it('words are sent and written down; who stands beside or above is out of reach', async () => {
    const person = await world.join();
    const { userId } = person;
    await world.accounts.tokenFor(person.email);
    await world.measures.warn(moderator, { userId, message: 'Once more and …', note: 'second time' }, from);
    const [letter] = await world.lettersTo(person.email);
    expect(letter).toContain('Once more and …');
    expect(letter).not.toContain('second time');
    expect(await world.accounts.actionsOn(userId)).toContain('account.warned');
    for (const subject of [admin, moderator])
      expect(await codeOf(world.measures.warn(moderator, { userId: subject.userId, ...words }, from))).toBe(
        'FORBIDDEN',
      );
    expect(await codeOf(world.measures.limit(person, { userId: person.userId, ...words }, from))).toBe(
      'FORBIDDEN',
    );
  });
});

it('moderators find people by name and standing, page by page; addresses are for admins', async () => {
  const person = await world.join();
  const { userId, email } = person;
  await world.publish(userId);
  await world.measures.limit(moderator, { userId, message: 'For now.', note: null }, from);
  const find = (who: Viewer, search: object) =>
    world.people.search(who, { view: 'all', limit: 100, ...search });
  const limited = await find(moderator, { view: 'limited' });
  expect(limited.people.find(({ id }) => id === userId)).toMatchObject({
    role: 'user',
    email: null,
    videoCount: 1,
    limitedAt: world.clock.now().toISOString(),
  });
  expect((await find(moderator, { q: email })).people).toEqual([]);
  expect((await find(admin, { q: email.toUpperCase() })).people).toMatchObject([{ id: userId, email }]);
  expect((await find(moderator, { q: '%' })).people).toEqual([]);
  const staff = await find(moderator, { view: 'staff', q: 'A' });
  expect(staff.people.map(({ id }) => id)).toEqual(expect.arrayContaining([moderator.userId, admin.userId]));
  expect(await world.people.find(moderator, userId)).toMatchObject({
    id: userId,
    email: null,
    canDecide: true,
  });
  expect(await world.people.find(moderator, admin.userId)).toMatchObject({
    canDecide: false,
    canSetRole: false,
  });
  expect(await world.people.find(admin, userId)).toMatchObject({ email, canSetRole: true });
  expect(await codeOf(world.people.find(admin, world.clock.newId()))).toBe('NOT_FOUND');
  const first = await find(moderator, { limit: 1 });
  const second = await find(moderator, { limit: 1, after: first.next ?? undefined });
  expect(second.people[0]?.id).not.toBe(first.people[0]?.id);
});
