import { describe, expect, it } from 'vitest';
import type { Viewer } from '../accounts/viewer.ts';
import { addressKey, viewerKeys } from './viewer-key.ts';

const secret = 's'.repeat(32);
const now = new Date('2026-11-22T12:00:00.000Z');
const tomorrow = new Date('2026-11-23T00:00:00.000Z');
const visitor = { viewer: null, address: '203.0.113.7', userAgent: 'Firefox' };
const ada: Viewer = {
  userId: '01KAZX5V3H8T6W2M4N9QRS7BCZ',
  role: 'user',
  sessionId: 's',
  email: 'e',
  name: 'n',
};
const keyOf = (over: Partial<Parameters<typeof viewerKeys>[1]> = {}, at = now) =>
  viewerKeys(secret, { ...visitor, ...over }, at);

describe('who is not signed in', () => {
  it('is another by another address or browser, and the same by another address of their own /64', () => {
    const keys = [keyOf(), keyOf({ address: '203.0.113.8' }), keyOf({ userAgent: 'Chrome' })];
    expect(new Set(keys.map(({ today }) => today)).size).toBe(3);
    expect(keyOf({ address: '2001:db8::1' })).toEqual(keyOf({ address: '2001:db8::2:3' }));
  });

  it('has another key each day, and is known by yesterday’s', () => {
    expect(keyOf().yesterday).not.toBe(keyOf().today);
    expect(keyOf({}, tomorrow).yesterday).toBe(keyOf().today);
    expect(keyOf({}, tomorrow).today).not.toBe(keyOf().today);
  });
});

describe('who signed in', () => {
  it('is one viewer wherever they are, on every day', () => {
    const at = keyOf({ viewer: ada });
    expect(keyOf({ viewer: ada, address: '198.51.100.1', userAgent: 'Chrome' }, tomorrow)).toEqual(at);
    expect(at.yesterday).toBe(at.today);
    expect(at.today).not.toContain(ada.userId);
  });
});

it('fits its column, and says nothing without the secret', () => {
  expect(keyOf().today).toMatch(/^[\w-]{32}$/);
  expect(viewerKeys('t'.repeat(32), visitor, now).today).not.toBe(keyOf().today);
});

it('an address is counted for each video apart, a /64 as one, and stands in no key', () => {
  const keys = [
    addressKey(secret, 'v1', '2001:db8::1'),
    addressKey(secret, 'v1', '2001:db8::2'),
    addressKey(secret, 'v2', '2001:db8::1'),
  ];
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
  expect(keys.join()).not.toMatch(/2001|db8|v1/);
});
