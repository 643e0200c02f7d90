import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionEnded } from './lease-client.ts';
import { endInTime, leaveWeb } from './leave-in-time.ts';

const log = pino({ level: 'silent' });
const never = () => new Promise<void>(() => undefined);
/** Whether a promise has settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  promise.then(
    () => (settled = true),
    () => (settled = true),
  );
  await vi.advanceTimersByTimeAsync(0);
  return settled;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the end of the work', () => {
  it('is waited for as long as nobody tells it to stop', async () => {
    const ending = endInTime(never(), new AbortController().signal);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(await isSettled(ending)).toBe(false);
  });

  it('is not waited for longer than ten seconds after that', async () => {
    const stopping = new AbortController();
    const ending = endInTime(never(), stopping.signal);
    stopping.abort();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(await isSettled(ending)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await isSettled(ending)).toBe(true);
  });

  it('counts from the start for one that was told before', async () => {
    const ending = endInTime(never(), AbortSignal.abort());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await isSettled(ending)).toBe(true);
  });

  it('is passed on as it is, and leaves no timer behind', async () => {
    const stopping = new AbortController();
    await endInTime(Promise.resolve(), stopping.signal);
    await expect(endInTime(Promise.reject(new Error('lost')), stopping.signal)).rejects.toThrow('lost');
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('leaving', () => {
  it('is told again when web does not hear it, and not for ever', async () => {
    const leave = vi.fn().mockRejectedValueOnce(new Error('no answer')).mockResolvedValueOnce(undefined);
    const left = leaveWeb({ leave }, log);
    await vi.advanceTimersByTimeAsync(1_000);
    await left;
    expect(leave).toHaveBeenCalledTimes(2);

    const inVain = vi.fn().mockRejectedValue(new Error('no answer'));
    const given = leaveWeb({ leave: inVain }, log);
    await vi.advanceTimersByTimeAsync(10_000);
    await given;
    expect(inVain).toHaveBeenCalledTimes(3);
  });

  it('is not told again to a web that has given it up', async () => {
    const leave = vi.fn().mockRejectedValue(new SessionEnded({ cause: 'unknown' }));
    await leaveWeb({ leave }, log);
    expect(leave).toHaveBeenCalledOnce();
  });
});
