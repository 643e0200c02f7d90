import { verify } from '@node-rs/argon2';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { checkPassword, hashPassword } from './passwords.ts';

// The real thing, watched: what the hash costs can not be seen from outside.
vi.mock('@node-rs/argon2', async (importOriginal) => {
  const original = await importOriginal<typeof import('@node-rs/argon2')>();
  return { ...original, verify: vi.fn(original.verify) };
});

const hash = await hashPassword('correct horse battery staple');
beforeEach(() => {
  vi.mocked(verify).mockClear();
});

/** Algorithm, version and cost of the hash that the last check worked on. */
const workOfLastCheck = () => vi.mocked(verify).mock.lastCall?.[0].toString().split('$').slice(1, 4);

describe('a password', () => {
  it('is kept as argon2id at the cost OWASP asks for, salted', async () => {
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashPassword('correct horse battery staple')).not.toBe(hash);
  });

  it('opens its account, and no other does', async () => {
    expect(await checkPassword(hash, 'correct horse battery staple')).toBe(true);
    expect(await checkPassword(hash, 'Correct horse battery staple')).toBe(false);
    expect(await checkPassword(hash, '')).toBe(false);
  });

  it('of an account that does not exist costs the same work, so that time tells nothing', async () => {
    await checkPassword(hash, 'wrong');
    const withAccount = workOfLastCheck();
    await checkPassword(undefined, 'wrong');
    expect(vi.mocked(verify)).toHaveBeenCalledTimes(2);
    expect(workOfLastCheck()).toEqual(withAccount);
  });

  it('never opens an account that does not exist, not even the one the decoy has', async () => {
    expect(await checkPassword(undefined, 'a password that nobody has')).toBe(false);
  });
});
