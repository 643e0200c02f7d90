import { describe, expect, it } from 'vitest';
import { createTargetCheck } from './check-target.ts';
import { type Address, parseTarget } from './target.ts';

const to =
  (...addresses: string[]) =>
  async (): Promise<readonly Address[]> =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const check = (url: string, resolve = to('93.184.216.34'), allowPrivate = false) =>
  createTargetCheck({ resolve, allowPrivate })(url);
const refused = { code: 'VALIDATION_FAILED' };

describe('the URL of a new webhook', () => {
  it('is stored as it was meant, without what a server never sees', async () => {
    expect(await check('https://Hooks.example.com/a?b=1#c')).toBe('https://hooks.example.com/a?b=1');
  });

  it.each([
    'nonsense',
    'http://hooks.example.com/',
    'ftp://hooks.example.com/',
    'file:///etc/passwd',
    'gopher://hooks.example.com/',
    'javascript:alert(1)',
    'https://user:pass@hooks.example.com/',
    'https://user@hooks.example.com/',
  ])('%s is refused', async (url) => {
    await expect(check(url)).rejects.toMatchObject(refused);
  });

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://%31%32%37.0.0.1/',
    'https://１２７.0.0.1/',
  ])('%s, an inside address however it is written, is refused without asking a resolver', async (url) => {
    const never = () => Promise.reject(new Error('was asked'));
    await expect(check(url, never)).rejects.toMatchObject(refused);
  });

  it('is refused when any of its addresses is an inside one', async () => {
    await expect(check('https://a.test/', to('93.184.216.34', '10.0.0.5'))).rejects.toMatchObject(refused);
    await expect(check('https://a.test/', to('::1'))).rejects.toMatchObject(refused);
    await expect(check('https://a.test/', to())).rejects.toMatchObject(refused);
  });

  it('is taken when its name can not be looked up now: every send judges it anew', async () => {
    const fails = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await check('https://soon.test/', fails)).toBe('https://soon.test/');
  });
});

it('own networks and http are open by setting alone, other schemes never', async () => {
  expect(await check('http://10.0.0.5:9000/hook', undefined, true)).toBe('http://10.0.0.5:9000/hook');
  await expect(check('http://169.254.169.254/', undefined, true)).rejects.toMatchObject(refused);
  expect(() => parseTarget('ftp://a.test/', true)).toThrow('https://');
});
