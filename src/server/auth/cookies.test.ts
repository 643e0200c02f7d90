import { describe, expect, it } from 'vitest';
import { passCookie, refreshCookie, sessionCookie, sessionCookieName } from './cookies.ts';
import { readCookie } from './viewer-of-request.ts';

describe('the session cookie', () => {
  it('is out of reach of scripts, and removed by an empty value', () => {
    expect(sessionCookie('t', true)).toBe(
      '__Host-sluice.session=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure',
    );
    expect(sessionCookie('', false)).toBe('sluice.session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
  });

  it('carries the prefix that browsers enforce exactly on https', () => {
    expect(sessionCookieName(true)).toBe('__Host-sluice.session');
    expect(sessionCookieName(false)).toBe('sluice.session');
  });
});

describe('the refresh cookie', () => {
  const attributes = (cookie: string) => cookie.split('; ').slice(1);

  it('is out of reach of scripts, of other sites’ writes and of other paths', () => {
    expect(refreshCookie('t', true)).toMatch(/^__Secure-sluice\.refresh=t; /);
    expect(attributes(refreshCookie('t', true))).toEqual([
      'Path=/api/v1/auth',
      'HttpOnly',
      'SameSite=Lax',
      'Max-Age=2592000',
      'Secure',
    ]);
  });

  it('is Secure only where the site is https: a browser would drop it elsewhere', () => {
    expect(refreshCookie('t', false)).toMatch(/^sluice\.refresh=t; /);
    expect(attributes(refreshCookie('t', false))).not.toContain('Secure');
  });

  it('ends at once when it is emptied', () => {
    expect(attributes(refreshCookie('', false))).toContain('Max-Age=0');
  });
});

describe('the cookies of a request', () => {
  const read = (cookie: string, name = 'sluice.refresh') =>
    readCookie(new Request('http://sluice.example', { headers: { cookie } }), name);

  it.each([
    ['sluice.refresh=abc', 'abc'],
    ['a=1; sluice.refresh=abc; b=2', 'abc'],
    ['sluice.refresh=a%20b', 'a b'],
    ['sluice.refresh=id.se=cret==', 'id.se=cret=='],
    ['a=1', undefined],
    ['', undefined],
  ])('%j hold %j', (cookie, value) => {
    expect(read(cookie)).toBe(value);
  });

  it('of another program that are no encoding keep nobody out', () => {
    expect(read('discount=100%; sluice.refresh=abc')).toBe('abc');
    expect(read('discount=100%', 'discount')).toBe('100%');
  });

  it('may be absent', () => {
    expect(readCookie(new Request('http://sluice.example'), 'a')).toBeUndefined();
  });
});

describe('the pass of a protected video', () => {
  it('is a cookie of that video, out of reach of scripts, and ends', () => {
    expect(passCookie('01KAZX', 'u1.sig', true, 60)).toBe(
      '__Host-sluice.pass.01KAZX=u1.sig; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure',
    );
    expect(passCookie('01KAZX', 'u1.sig', false, 60)).toMatch(/^sluice\.pass\.01KAZX=.*Max-Age=60$/);
  });
});
