import { encode } from 'next-auth/jwt';
import { expect, it } from 'vitest';
import { renewalRedirect } from './renewal-redirect.ts';

const settings = { AUTH_SECRET: 's'.repeat(32), PUBLIC_URL: 'http://sluice.example' };
const visit = (cookie: string, method = 'GET') =>
  renewalRedirect(
    new Request('http://sluice.example/studio?skip=24', { method, headers: { cookie } }),
    settings,
  );
const tokenOf = (maxAge: number, secret = settings.AUTH_SECRET) =>
  encode({ token: { sub: 'u', sid: 's' }, secret, maxAge });

it('a browser whose access token is over is led over the renewal, and back to where it was going', async () => {
  const target = await visit(`sluice.session=${await tokenOf(-60)}`);
  expect(target?.pathname).toBe('/api/v1/auth/continue');
  expect(target?.searchParams.get('next')).toBe('/studio?skip=24');
});

it('so is one whose token is none of ours: the renewal takes it away', async () => {
  expect(await visit('sluice.session=rubbish')).toBeDefined();
  expect(await visit(`sluice.session=${await tokenOf(900, 't'.repeat(32))}`)).toBeDefined();
});

it('a good token, no token, and what is no page request go straight on', async () => {
  expect(await visit(`sluice.session=${await tokenOf(900)}`)).toBeUndefined();
  expect(await visit('')).toBeUndefined();
  expect(await visit('sluice.session=')).toBeUndefined();
  expect(await visit('sluice.session=rubbish', 'POST')).toBeUndefined();
});
