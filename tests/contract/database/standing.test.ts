/** A ban takes effect at once; who may decide about whom. */
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VideoRow } from '../../../src/server/db/schema/videos.ts';
import { isOpenToStrangers } from '../../../src/server/videos/policy.ts';
import { findVideo, listVideos } from '../../../src/server/videos/repository.ts';
import { type AccountWorld, codeOf, createAccountWorld, device, password } from './account-world.ts';
import { insertVideo } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
let world: AccountWorld;
let moderator: Awaited<ReturnType<AccountWorld['enter']>>['viewer'];
let admin: typeof moderator;
const reason = 'Spam, again and again.';

beforeAll(async () => {
  world = createAccountWorld(own.db);
  moderator = (await world.enter((await world.join('moderator')).email)).viewer;
  admin = (await world.enter((await world.join('admin')).email)).viewer;
});

const listed = () =>
  listVideos(own.db, {
    status: undefined,
    ownerId: undefined,
    listedOnly: true,
    text: undefined,
    sort: 'createdAt',
    order: 'desc',
    limit: 50,
    skip: 0,
  }).then((rows) => rows.map(({ video }) => video.id));

describe('a ban', () => {
  it('ends every session with the reason, keeps out who knows the password, and is written down', async () => {
    const { id, email } = await world.join();
    const { sessionId, refreshToken } = await world.enter(email);
    await world.standing.ban(moderator, { userId: id, reason }, device);
    const refused = world.sessions.viewerOf(sessionId, device);
    await expect(refused).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining(reason),
    });
    expect(await codeOf(world.sessions.refresh(refreshToken, device))).toBe('FORBIDDEN');
    expect(await codeOf(world.accounts.signIn(email, password, device))).toBe('FORBIDDEN');
    // Who does not know it learns nothing.
    expect(await codeOf(world.accounts.signIn(email, 'wrong', device))).toBe('UNAUTHORIZED');
    expect(await world.actionsOn(id)).toEqual([
      'account.registered',
      'account.banned',
      'account.sign-in-refused',
      'account.sign-in-refused',
    ]);
  });

  it('takes the person’s videos from strangers, and lifting it gives them back, but no session', async () => {
    const { id, email } = await world.join();
    const { sessionId } = await world.enter(email);
    const open: Partial<VideoRow> = { status: 'ready', visibility: 'public', moderation: 'approved' };
    const videoId = await insertVideo(own.db, world.clock, { ...open, ownerId: id });
    const isOpen = async () => {
      const video = await findVideo(own.db, videoId);
      return video !== undefined && isOpenToStrangers(video);
    };
    expect([await isOpen(), (await listed()).includes(videoId)]).toEqual([true, true]);
    await world.standing.ban(moderator, { userId: id, reason }, device);
    expect([await isOpen(), (await listed()).includes(videoId)]).toEqual([false, false]);
    // Pages that show it are told.
    expect((await findVideo(own.db, videoId))?.version).toBe(2);
    await world.standing.unban(moderator, id, device);
    expect([await isOpen(), (await listed()).includes(videoId)]).toEqual([true, true]);
    expect(await world.isLive(sessionId)).toBe(false);
    await world.enter(email);
  });

  it('during a sign-in leaves no session behind, whichever comes first', async () => {
    for (let n = 0; n < 5; n++) {
      const { id, email } = await world.join();
      const [opened] = await Promise.allSettled([
        world.accounts.signIn(email, password, device),
        world.standing.ban(moderator, { userId: id, reason }, device),
      ]);
      if (opened.status === 'rejected') expect(opened.reason).toMatchObject({ code: 'FORBIDDEN' });
      else expect(await codeOf(world.sessions.viewerOf(opened.value.sessionId, device))).toBe('FORBIDDEN');
    }
  });
});

describe('nobody decides about', () => {
  it('those who stand beside or above them, or about themselves', async () => {
    const person = await world.join();
    const { viewer } = await world.enter(person.email);
    const ban = (who: typeof viewer, userId: string) =>
      codeOf(world.standing.ban(who, { userId, reason }, device));
    expect(await ban(viewer, person.id)).toBe('FORBIDDEN');
    expect(await ban(viewer, moderator.userId)).toBe('FORBIDDEN');
    expect(await ban(moderator, moderator.userId)).toBe('FORBIDDEN');
    expect(await ban(moderator, admin.userId)).toBe('FORBIDDEN');
    expect(await ban(moderator, (await world.join('moderator')).id)).toBe('FORBIDDEN');
    expect(await ban(admin, (await world.join('admin')).id)).toBe('FORBIDDEN');
    expect(await ban(admin, ulid())).toBe('NOT_FOUND');
  });

  it('roles but admins, and not about their own', async () => {
    const { id, email } = await world.join();
    const setRole = (who: typeof admin, userId: string, role: 'user' | 'moderator' | 'admin') =>
      world.standing.setRole(who, { userId, role }, device);
    expect(await codeOf(setRole(moderator, id, 'moderator'))).toBe('FORBIDDEN');
    expect(await codeOf(setRole(admin, admin.userId, 'user'))).toBe('FORBIDDEN');
    const { viewer } = await world.enter(email);
    await setRole(admin, id, 'moderator');
    expect((await world.sessions.viewerOf(viewer.sessionId, device))?.role).toBe('moderator');
    expect(await world.actionsOn(id)).toContain('account.role-changed');
  });

  it('two admins who take each other’s role away do not both succeed', async () => {
    const [a, b] = [await world.join('admin'), await world.join('admin')];
    const viewers = [(await world.enter(a.email)).viewer, (await world.enter(b.email)).viewer] as const;
    const tries = await Promise.allSettled([
      world.standing.setRole(viewers[0], { userId: b.id, role: 'user' }, device),
      world.standing.setRole(viewers[1], { userId: a.id, role: 'user' }, device),
    ]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
