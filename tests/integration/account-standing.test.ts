/** Who is banned is out at once, by every door; who leaves is gone. */
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLog } from '../../src/server/db/schema/audit-log.ts';
import { sharedStack } from '../shared-stack.ts';
import { cookieOf } from '../support/cookies.ts';
import { openStackDatabase } from '../support/database.ts';
import { callRest, dataOf, type RestClient, refusalOf, registerPerson } from '../support/rest-client.ts';
import { loginShape } from '../support/rest-shapes.ts';
import { mutate, query } from '../support/trpc-call.ts';
import { openUpload } from '../support/upload.ts';

const database = openStackDatabase();
let admin: Readonly<Record<string, string>>;
let stranger: RestClient;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const login = ({ email, password }: { email: string; password: string }) =>
  callRest('POST', '/auth/login', { body: { email, password } });

beforeAll(async () => {
  admin = bearer(dataOf(await login(sharedStack().admin), loginShape).accessToken);
  stranger = await registerPerson('Stranger');
});
afterAll(() => database.close());

const reason = 'Spam, again and again.';

describe('a banned person', () => {
  it('is refused with the reason on the very next call, whatever it is, and may come back when the ban is lifted', async () => {
    const person = await registerPerson('Banned');
    const entered = await login(person);
    const refresh = cookieOf(entered.headers, 'sluice.refresh')[0] ?? '';
    const { userId } = person;
    expect((await mutate('accounts.ban', { userId, reason }, bearer(stranger.token))).code).toBe('FORBIDDEN');
    expect((await mutate('accounts.ban', { userId, reason }, admin)).code).toBe('ok');

    for (const route of ['/videos', '/videos?mine=true']) {
      const refused = await person.send('GET', route);
      expect(refusalOf(refused)).toBe('403 FORBIDDEN');
      expect(JSON.stringify(refused.body)).toContain(reason);
    }
    const call = await query('videos.list', { limit: 1 }, bearer(person.token));
    expect([call.status, call.code, call.message.includes(reason)]).toEqual([403, 'FORBIDDEN', true]);
    expect(refusalOf(await login(person))).toBe('403 FORBIDDEN');
    expect(refusalOf(await callRest('POST', '/auth/refresh', { headers: { cookie: refresh } }))).toBe(
      '403 FORBIDDEN',
    );
    // Who does not know the password learns nothing of it.
    expect(refusalOf(await login({ ...person, password: 'wrong' }))).toBe('401 UNAUTHORIZED');

    expect((await mutate('accounts.unban', { userId }, admin)).code).toBe('ok');
    expect(refusalOf(await person.send('GET', '/videos'))).toBe('401 UNAUTHORIZED');
    expect((await login(person)).status).toBe(200);
    const noted = await database.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, userId))
      .orderBy(desc(auditLog.id));
    expect(noted.map(({ action }) => action)).toEqual([
      'account.unbanned',
      'account.sign-in-refused',
      'account.sign-in-refused',
      'account.banned',
      'account.registered',
    ]);
    expect(noted.every(({ address }) => address !== null)).toBe(true);
  });
});

it('a stream of news that is open ends with the ban, and tells nothing more', async () => {
  const person = await registerPerson('Listener');
  const { videoId } = await openUpload(person, 1_000_000);
  const events = await fetch(`${sharedStack().url}/api/v1/videos/${videoId}/events`, {
    headers: bearer(person.token),
  });
  const { userId } = person;
  expect((await mutate('accounts.ban', { userId, reason }, admin)).code).toBe('ok');
  const body = { title: 'Changed by an admin' };
  expect((await callRest('PATCH', `/videos/${videoId}`, { body, headers: admin })).status).toBe(200);
  // Comes to an end only when the server ends it.
  expect((await events.text()).match(/^event: /gm)).toHaveLength(1);
});

it('roles are given by admins alone, and count at once', async () => {
  const person = await registerPerson('Helper');
  const give = (headers: Readonly<Record<string, string>>) =>
    mutate('accounts.setRole', { userId: person.userId, role: 'moderator' }, headers);
  expect((await give(bearer(person.token))).code).toBe('FORBIDDEN');
  expect((await give({})).code).toBe('UNAUTHORIZED');
  expect((await give(admin)).code).toBe('ok');
  const { userId } = stranger;
  expect((await mutate('accounts.ban', { userId, reason }, bearer(person.token))).code).toBe('ok');
  expect((await mutate('accounts.unban', { userId }, bearer(person.token))).code).toBe('ok');
});

it('who deletes their account is out, and the address is free', async () => {
  const person = await registerPerson('Leaver');
  const leave = (password: string) => mutate('accounts.deleteAccount', { password }, bearer(person.token));
  expect((await leave('wrong')).code).toBe('VALIDATION_FAILED');
  expect((await leave(person.password)).code).toBe('ok');
  expect(refusalOf(await person.send('GET', '/videos?mine=true'))).toBe('401 UNAUTHORIZED');
  expect(refusalOf(await login(person))).toBe('401 UNAUTHORIZED');
  const { email, password, name } = person;
  expect((await callRest('POST', '/auth/register', { body: { email, password, name } })).status).toBe(201);
});
