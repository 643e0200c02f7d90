/** Refresh tokens are rotated, an old one ends its family, and tabs that ask together all go on. */
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditLog } from '../../../src/server/db/schema/audit-log.ts';
import { sessions } from '../../../src/server/db/schema/sessions.ts';
import { type AccountWorld, codeOf, createAccountWorld, device, REUSE_SECONDS } from './account-world.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
let world: AccountWorld;
let email: string;

beforeAll(async () => {
  email = (await createAccountWorld(own.db).join()).email;
});
beforeEach(() => {
  world = createAccountWorld(own.db);
});

const refresh = (token: string) => world.sessions.refresh(token, device);

describe('a refresh token', () => {
  it('gives the next one, and that one the next', async () => {
    const { refreshToken: first, sessionId } = await world.enter(email);
    const { refreshToken: second } = await refresh(first);
    const { refreshToken: third } = await refresh(second);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(await world.isLive(sessionId)).toBe(true);
  });

  it('serves twenty who ask together: all get the one that counts', async () => {
    const { refreshToken, sessionId } = await world.enter(email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(refreshToken)));
    const next = new Set(answers.map((answer) => answer.refreshToken));
    expect(next.size).toBe(1);
    expect(next).not.toContain(refreshToken);
    expect(await world.isLive(sessionId)).toBe(true);
    await refresh([...next][0] ?? '');
  });

  it('that was used before the last one ends the family at once, and the newest with it', async () => {
    const { refreshToken: first, sessionId } = await world.enter(email);
    const { refreshToken: second } = await refresh(first);
    const { refreshToken: third } = await refresh(second);
    expect(await codeOf(refresh(first))).toBe('UNAUTHORIZED');
    expect(await world.isLive(sessionId)).toBe(false);
    expect(await codeOf(refresh(third))).toBe('UNAUTHORIZED');
    const noted = await own.db.select().from(auditLog).where(eq(auditLog.subjectId, sessionId));
    expect(noted.map(({ action }) => action)).toEqual(['account.signed-in', 'session.reuse-detected']);
  });

  it.each([
    ['within the moment for parallel tabs', REUSE_SECONDS - 1, true],
    ['after it', REUSE_SECONDS + 1, false],
  ])('of just before is good %s', async (_, seconds, isGood) => {
    const { refreshToken, sessionId } = await world.enter(email);
    const { refreshToken: next } = await refresh(refreshToken);
    world.clock.advance(seconds);
    if (isGood) expect((await refresh(refreshToken)).refreshToken).toBe(next);
    else expect(await codeOf(refresh(refreshToken))).toBe('UNAUTHORIZED');
    expect(await world.isLive(sessionId)).toBe(isGood);
  });

  it('that is forged ends nothing, though it names the session', async () => {
    const { refreshToken, sessionId } = await world.enter(email);
    const forged = `${refreshToken.slice(0, -4)}AAAA`;
    expect(await codeOf(refresh(forged))).toBe('UNAUTHORIZED');
    expect(await world.isLive(sessionId)).toBe(true);
    expect((await refresh(refreshToken)).sessionId).toBe(sessionId);
  });

  it('does not outlast the session: thirty days, however often it is renewed', async () => {
    let { refreshToken } = await world.enter(email);
    for (let day = 0; day < 30; day += 10) {
      ({ refreshToken } = await refresh(refreshToken));
      world.clock.advance(10 * 86_400);
    }
    expect(await codeOf(refresh(refreshToken))).toBe('UNAUTHORIZED');
  });

  it('is not kept: neither it nor its signature stands in the database', async () => {
    const { refreshToken, sessionId } = await world.enter(email);
    const [row] = await own.db.select().from(sessions).where(eq(sessions.id, sessionId));
    const signature = refreshToken.split('.')[2] ?? '';
    expect(signature).toHaveLength(43);
    expect(JSON.stringify(row)).not.toContain(signature);
  });
});

describe('devices', () => {
  it('are listed, the one that asks first, and one that is signed out is out at once', async () => {
    const person = await world.join();
    const { viewer, sessionId } = await world.enter(person.email);
    world.clock.advance(300);
    const other = await world.enter(person.email);
    const listed = await world.sessions.devicesOf(viewer);
    expect(listed.map(({ id, isThis, userAgent, address }) => ({ id, isThis, userAgent, address }))).toEqual([
      { id: sessionId, isThis: true, ...device },
      { id: other.sessionId, isThis: false, ...device },
    ]);
    await world.sessions.revokeDevice(viewer, other.sessionId, device);
    expect(await world.isLive(other.sessionId)).toBe(false);
    expect(await codeOf(refresh(other.refreshToken))).toBe('UNAUTHORIZED');
    expect(await world.sessions.devicesOf(viewer)).toHaveLength(1);
  });

  it('of another person can not be signed out', async () => {
    const [ada, eve] = [await world.join(), await world.join()];
    const adas = await world.enter(ada.email);
    const { viewer } = await world.enter(eve.email);
    expect(await codeOf(world.sessions.revokeDevice(viewer, adas.sessionId, device))).toBe('NOT_FOUND');
    await world.sessions.revokeOthers(viewer, device);
    expect(await world.isLive(adas.sessionId)).toBe(true);
  });

  it('all others are signed out together, and this one stays', async () => {
    const { email: address } = await world.join();
    const others = [await world.enter(address), await world.enter(address)];
    const { viewer, sessionId } = await world.enter(address);
    expect(await world.sessions.revokeOthers(viewer, device)).toEqual({ revoked: 2 });
    for (const other of others) expect(await world.isLive(other.sessionId)).toBe(false);
    expect(await world.isLive(sessionId)).toBe(true);
  });

  it('are seen, at most once a minute', async () => {
    const { sessionId, viewer } = await world.enter(email);
    const seenAt = async () =>
      (await world.sessions.devicesOf(viewer)).find(({ id }) => id === sessionId)?.lastSeenAt;
    const first = await seenAt();
    world.clock.advance(30);
    await world.isLive(sessionId);
    expect(await seenAt()).toBe(first);
    world.clock.advance(31);
    await world.sessions.viewerOf(sessionId, { address: '198.51.100.1' });
    expect(await seenAt()).toBe(world.clock.now().toISOString());
  });
});
