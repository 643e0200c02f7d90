/** What moderators decide takes effect at once, is written down, and is told to whom it concerns. */
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/server/accounts/viewer.ts';
import { bindings } from '../../../src/server/db/schema/bindings.ts';
import { outbox } from '../../../src/server/db/schema/outbox.ts';
import { tasks } from '../../../src/server/db/schema/tasks.ts';
import { admitReadyVideo } from '../../../src/server/moderation/admit-ready.ts';
import { waitFor } from '../../support/wait-for.ts';
import { codeOfError, createModerationWorld, type ModerationWorld } from './moderation-world.ts';
import { insertTask, insertVideo, leased, planned } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
let world: ModerationWorld;
let moderator: Viewer;
let admin: Viewer;
let owner: Viewer;

beforeAll(async () => {
  world = createModerationWorld(own.db);
  [moderator, admin, owner] = [await world.join('moderator'), await world.join('admin'), await world.join()];
});

describe('a takedown', () => {
  it.each(['hide', 'reject'] as const)(
    'by `%s` refuses the next request of whoever was watching',
    async (decision) => {
      const videoId = await world.publish(owner.userId);
      const held = await world.publish(owner.userId, { visibility: 'private' });
      const [stranger, inside] = [await world.grantOf(null, videoId), await world.grantOf(owner, held)];
      expect(await world.askGate(videoId, stranger)).toEqual(['served']);
      expect(await world.askGate(held, inside)).toEqual(['served']);

      await world.decide(moderator, [videoId, held], { decision });
      expect(await world.askGate(videoId, stranger)).toEqual(['VIDEO_NOT_FOUND']);
      // Its owner's own addresses too: they may have been given away.
      expect(await world.askGate(held, inside)).toEqual(['VIDEO_GONE']);
      expect(await world.isOpen(videoId)).toBe(false);
      for (const viewer of [null, owner]) expect(await world.grantOf(viewer, videoId)).toBeUndefined();

      // Who judges it can still look, for two hours at most.
      const review = await world.grantOf(moderator, videoId);
      expect(await world.askGate(videoId, review)).toEqual(['served']);
      world.clock.advance(2 * 3600);
      expect(await world.askGate(videoId, review)).toEqual(['FORBIDDEN']);

      await world.decide(moderator, [videoId], { decision: 'restore', reason: null });
      expect(await world.askGate(videoId, stranger)).toEqual(['served']);
    },
  );

  it('refuses a request that was being held for a segment', async () => {
    const videoId = await insertVideo(own.db, world.clock, { ownerId: owner.userId, playable: true });
    const track = planned.rungs[0]?.name ?? '';
    const task = await insertTask(own.db, world.clock, videoId, { rungs: track, ...leased(world.clock) });
    const grant = await world.grantOf(owner, videoId);
    const held = world.gate.serve(videoId, `${track}/0.m4s`, grant ?? null).then(() => 'served', codeOfError);
    await waitFor('the segment to be asked for', async () => {
      const [row] = await own.db.select().from(tasks).where(eq(tasks.id, task.id));
      return (row?.priority ?? 99) < 30;
    });
    await world.decide(moderator, [videoId], { decision: 'hide' });
    await own.db.insert(bindings).values({
      videoId,
      track,
      number: 0,
      objectKey: `${videoId}/${track}/0`,
      epoch: 1,
      sizeBytes: 1,
      sha256: 'a'.repeat(64),
      durationTicks: 1,
      boundAt: world.clock.now(),
    });
    expect(await held).toBe('VIDEO_GONE');
  });

  it('with the ban of a person reaches what they play themselves', async () => {
    const person = await world.join();
    const videoId = await world.publish(person.userId, { visibility: 'private' });
    const grant = await world.grantOf(person, videoId);
    expect(await world.askGate(videoId, grant)).toEqual(['served']);
    await world.accounts.standing.ban(
      moderator,
      { userId: person.userId, reason: 'spam' },
      { address: null },
    );
    expect(await world.askGate(videoId, grant)).toEqual(['VIDEO_GONE']);
  });
});

describe('a decision', () => {
  it('is told to every page that shows the video, and written down without its words', async () => {
    const videoId = await world.publish(owner.userId);
    const before = (await world.videoOf(videoId)).version;
    await world.decide(moderator, [videoId], { decision: 'hide', reason: 'privacy', note: 'Ada’s flat' });
    expect((await world.videoOf(videoId)).version).toBe(before + 1);
    const told = await own.db.select().from(outbox).where(eq(outbox.messageKey, videoId));
    expect(told.map(({ message }) => message.type)).toEqual(['video.changed']);
    expect(await world.auditOf(videoId)).toEqual([
      {
        action: 'video.hidden',
        actorId: moderator.userId,
        details: { from: 'approved', reason: 'privacy' },
      },
    ]);
    const { history, video } = await world.moderation.review(moderator, videoId);
    expect(history).toMatchObject([{ kind: 'hide', from: 'approved', to: 'hidden', note: 'Ada’s flat' }]);
    expect(video).toMatchObject({ moderation: 'hidden', reason: 'privacy' });
  });

  it('of two moderators at once is carried out once', async () => {
    const videoId = await world.publish(owner.userId);
    const outcomes = await Promise.all(
      [moderator, admin].map((who) => world.decide(who, [videoId], { decision: 'hide' })),
    );
    expect(
      outcomes
        .flat()
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['done', 'refused']);
    expect(await world.auditOf(videoId)).toHaveLength(1);
  });

  it('about many answers for each, and what is impossible of one keeps no other', async () => {
    const [first, second, mine] = [
      await world.publish(owner.userId),
      await world.publish(owner.userId),
      await world.publish(moderator.userId),
    ];
    const missing = ulid();
    const outcomes = await world.decide(moderator, [first, missing, mine, second, first], {
      decision: 'reject',
    });
    expect(outcomes.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'done',
      'VIDEO_NOT_FOUND',
      'FORBIDDEN',
      'done',
    ]);
    const again = await world.decide(moderator, [first], { decision: 'approve', reason: null });
    expect(again).toMatchObject([{ code: 'MODERATION_CONFLICT', moderation: 'rejected' }]);
  });

  it('is told to the owner by a list and by one letter, however many there were', async () => {
    const person = await world.join();
    const ids = [await world.publish(person.userId), await world.publish(person.userId)];
    await world.accounts.tokenFor(person.email);
    await world.decide(moderator, ids, {
      decision: 'hide',
      reason: 'privacy',
      note: 'inner',
      message: 'Blur it.',
    });
    const notices = await world.notices.list(person);
    expect(notices).toMatchObject(Array(2).fill({ kind: 'hide', message: 'Blur it.', isRead: false }));
    expect(JSON.stringify(notices)).not.toContain('inner');
    expect(JSON.stringify(notices)).not.toContain(moderator.userId);
    const letters = await world.lettersTo(person.email);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.match(/Blur it\./g)).toHaveLength(2);
    expect(letters[0]).not.toContain('inner');
    await world.notices.markRead(person, notices[0]?.id ?? '');
    expect((await world.notices.list(person)).map(({ isRead }) => isRead)).toEqual([true, true]);
  });

  it('that only looked is not told to the owner, and the video is no longer new', async () => {
    const person = await world.join();
    const videoId = await world.publish(person.userId);
    const isNew = async () => {
      const { videos } = await world.moderation.queue(moderator, { view: 'new', limit: 100 });
      return videos.some(({ id }) => id === videoId);
    };
    expect(await isNew()).toBe(true);
    const look = () => world.decide(moderator, [videoId], { decision: 'approve', reason: null });
    expect(await look()).toMatchObject([{ outcome: 'done' }]);
    expect(await look()).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await isNew()).toBe(false);
    expect(await world.notices.list(person)).toEqual([]);
  });

  it('made while it is encoded stands when it becomes ready', async () => {
    const videoId = await insertVideo(own.db, world.clock, { ownerId: owner.userId });
    await world.decide(moderator, [videoId], { decision: 'reject' });
    await own.db.transaction((tx) => admitReadyVideo(tx, world.clock, videoId));
    expect((await world.videoOf(videoId)).moderation).toBe('rejected');
  });
});

it('the queue holds what its owner means to be seen, oldest first and page by page', async () => {
  const person = await world.join();
  const ids = [
    await insertVideo(own.db, world.clock, { ownerId: person.userId, visibility: 'public' }),
    await world.publish(person.userId, { moderation: 'pending' }),
    await world.publish(person.userId),
  ];
  const secret = await world.publish(person.userId, { visibility: 'private' });
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await world.moderation.queue(moderator, { view: 'new', limit: 1, after });
    seen.push(...page.videos.map(({ id }) => id));
    if (page.next === null) break;
    after = page.next;
  }
  expect(seen.filter((id) => [...ids, secret].includes(id))).toEqual(ids);
  const waiting = await world.moderation.queue(moderator, { view: 'waiting', limit: 100 });
  expect(waiting.videos.map(({ id }) => id).filter((id) => ids.includes(id))).toEqual([ids[1]]);
  // What is still being encoded is looked at by an address of the moderator's own.
  const [fresh] = (await world.moderation.queue(moderator, { view: 'new', limit: 100 })).videos.filter(
    ({ id }) => id === ids[1],
  );
  expect(fresh?.previewUrl).toMatch(/g=r/);
});
