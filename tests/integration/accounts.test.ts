/** Who signs out is out at once, by every door. */
import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedStack } from '../shared-stack.ts';
import { cookieOf } from '../support/cookies.ts';
import { callRest, dataOf, type RestClient, refusalOf, registerPerson } from '../support/rest-client.ts';
import { accessShape } from '../support/rest-shapes.ts';

let person: RestClient;

beforeAll(async () => {
  person = await registerPerson('Grace');
});

const mine = (headers: Record<string, string>) => callRest('GET', '/videos?mine=true', { headers });
describe('registration', () => {
  it('takes an address once, whatever its case', async () => {
    const again = { email: person.email.toUpperCase(), password: 'long enough', name: 'Other' };
    expect((await callRest('POST', '/auth/register', { body: again })).status).toBe(409);
  });

  it('refuses what is no address and a short password', async () => {
    const body = { email: `${randomUUID()}@example.test`, password: 'long enough', name: 'Ada' };
    const attempt = async (changes: object) =>
      refusalOf(await callRest('POST', '/auth/register', { body: { ...body, ...changes } }));
    expect(await attempt({ email: 'nobody' })).toBe('422 VALIDATION_FAILED');
    expect(await attempt({ password: 'short' })).toBe('422 VALIDATION_FAILED');
    expect(await attempt({ name: '' })).toBe('422 VALIDATION_FAILED');
  });

  it('tells a stranger nothing about which addresses exist', async () => {
    const attempt = (email: string) =>
      callRest('POST', '/auth/login', { body: { email, password: 'not the password' } });
    const [known, unknown] = [await attempt(person.email), await attempt('nobody@example.test')];
    expect(refusalOf(known)).toBe('401 UNAUTHORIZED');
    expect(unknown).toEqual({ ...known, headers: expect.anything() });
  });
});

describe('a REST session', () => {
  const cookieFrom = (headers: Headers) => cookieOf(headers, 'sluice.refresh')[0] ?? '';
  const renew = (cookie: string) => callRest('POST', '/auth/refresh', { headers: { cookie } });

  it('is renewed by a refresh token that is exchanged for the next, and the use of an old one ends it', async () => {
    const { email, password } = person;
    const login = await callRest('POST', '/auth/login', { body: { email, password } });
    const [cookie = '', ...attributes] = cookieOf(login.headers, 'sluice.refresh');
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/api/v1/auth']));
    expect(attributes).not.toContain('Secure');

    const renewed = await renew(cookie);
    const { accessToken, expiresIn } = dataOf(renewed, accessShape);
    expect(expiresIn).toBeLessThanOrEqual(900);
    const authorization = `Bearer ${accessToken}`;
    expect((await mine({ authorization })).status).toBe(200);
    const rotated = cookieFrom(renewed.headers);
    expect(rotated).not.toBe(cookie);
    const newest = cookieFrom((await renew(rotated)).headers);

    expect(refusalOf(await renew(cookie))).toBe('401 UNAUTHORIZED');
    expect(refusalOf(await renew(newest))).toBe('401 UNAUTHORIZED');
    expect(refusalOf(await mine({ authorization }))).toBe('401 UNAUTHORIZED');
    expect(refusalOf(await callRest('POST', '/auth/refresh'))).toBe('401 UNAUTHORIZED');
  });

  it('renewed by twenty together goes on for all of them', async () => {
    const { email, password } = person;
    const login = await callRest('POST', '/auth/login', { body: { email, password } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => renew(cookieFrom(login.headers))));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(new Set(answers.map(({ headers }) => cookieFrom(headers))).size).toBe(1);
    for (const answer of answers) {
      const { accessToken } = dataOf(answer, accessShape);
      expect((await mine({ authorization: `Bearer ${accessToken}` })).status).toBe(200);
    }
  });

  it('ends with logout: the very next call with its bearer or its cookie is refused', async () => {
    const { email, password } = person;
    const login = await callRest('POST', '/auth/login', { body: { email, password } });
    const { accessToken } = dataOf(login, accessShape.loose());
    const [cookie = ''] = cookieOf(login.headers, 'sluice.refresh');
    const authorization = `Bearer ${accessToken}`;
    expect((await mine({ authorization })).status).toBe(200);
    const out = await callRest('POST', '/auth/logout', { headers: { authorization } });
    expect(out).toMatchObject({ status: 204, body: null });
    expect(refusalOf(await mine({ authorization }))).toBe('401 UNAUTHORIZED');
    // Not 404: the videos are there, it is the token that is gone. Without one the same call is anonymous.
    const nobodys = `/videos/${ulid()}/status`;
    expect(refusalOf(await callRest('GET', nobodys, { headers: { authorization } }))).toBe(
      '401 UNAUTHORIZED',
    );
    expect(refusalOf(await callRest('GET', nobodys))).toBe('404 VIDEO_NOT_FOUND');
    const again = await callRest('POST', '/auth/login', {
      body: { email, password },
      headers: { authorization },
    });
    expect(again.status).toBe(200);
    expect((await callRest('POST', '/auth/refresh', { headers: { cookie } })).status).toBe(401);
    // The others of the same person live on.
    expect((await mine({ authorization: `Bearer ${person.token}` })).status).toBe(200);
  });
});

it('a browser that signs out leaves a cookie behind that opens nothing', async () => {
  const { url } = sharedStack();
  const csrfAnswer = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await csrfAnswer.json()) as { csrfToken: string };
  const [csrfCookie = ''] = cookieOf(csrfAnswer.headers, 'next-auth.csrf-token');
  const post = (path: string, cookie: string, fields: Record<string, string>) =>
    fetch(`${url}/api/auth/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrfToken, json: 'true', ...fields }),
    });
  const wrong = await post('callback/credentials', csrfCookie, { email: person.email, password: 'wrong' });
  expect(cookieOf(wrong.headers, 'sluice.session')).toEqual([]);

  const { email, password } = person;
  const signedIn = await post('callback/credentials', csrfCookie, { email, password });
  const [session = '', ...attributes] = cookieOf(signedIn.headers, 'sluice.session');
  expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']));
  expect((await mine({ cookie: session })).status).toBe(200);

  await post('signout', `${csrfCookie}; ${session}`, {});
  expect(refusalOf(await mine({ cookie: session }))).toBe('401 UNAUTHORIZED');
});

it('a call without input comes without a body, as clients of tRPC send it', async () => {
  const { token } = await registerPerson('Ida');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const url = `${sharedStack().url}/api/trpc/accounts.requestVerification`;
  const answer = await fetch(url, { method: 'POST', headers });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('result')]);
});
