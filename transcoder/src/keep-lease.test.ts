import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLease, type LeaseEnded } from './keep-lease.ts';
import type { LeaseClient } from './lease-client.ts';

// Time is the only thing replaced: it passes exactly by the pauses, so no load of the machine changes a result.
const clock = vi.hoisted(() => ({ ms: 0 }));
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number) => {
    clock.ms += ms;
    return Promise.resolve();
  },
}));
beforeEach(() => {
  clock.ms = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock.ms);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const log = pino({ level: 'silent' });
const lease = { taskId: '01KAZX5V3H8T6W2M4N9QRS7BCD', epoch: 7, leaseSeconds: 30 };
const away = new Error('web does not answer');

function clientThat(renew: LeaseClient['renew']): LeaseClient {
  return {
    renew,
    lease: () => Promise.resolve({ task: null, leaseSeconds: 30 }),
    leave: () => Promise.resolve(),
  };
}

/** Keeps the lease until it ends by itself or `until` renewals were asked for. */
async function keep(
  answer: (call: number) => ReturnType<LeaseClient['renew']>,
  until = Number.POSITIVE_INFINITY,
) {
  const done = new AbortController();
  const ended: LeaseEnded[] = [];
  const hurry = vi.fn();
  let calls = 0;
  const renew = vi.fn((_held: { taskId: string; epoch: number }) => {
    if (++calls >= until) done.abort();
    return answer(calls);
  });
  await keepLease(
    { client: clientThat(renew), log, end: (reason) => void ended.push(reason), hurry },
    lease,
    done.signal,
  );
  return { renew, hurry, ended: ended.map(String), seconds: clock.ms / 1000 };
}

describe('keeping a lease', () => {
  it('asks four times as often where a viewer may want another part at any moment, and tells what is wanted', async () => {
    const done = new AbortController();
    const wanted: number[] = [];
    const renew = async () => {
      if (wanted.length === 1) done.abort();
      return { cancel: false, isUrgent: true, wantedSegment: 7 + wanted.length };
    };
    const want = (number: number) => void wanted.push(number);
    const parts = { client: clientThat(renew), log, end: vi.fn(), hurry: vi.fn(), want };
    await keepLease(parts, { ...lease, isWatched: true }, done.signal);
    expect({ wanted, seconds: clock.ms / 1000 }).toEqual({ wanted: [7, 8], seconds: 1 });
  });

  it('renews the attempt at hand until the work is done', async () => {
    const { renew, ended, seconds } = await keep(
      async () => ({ cancel: false, isUrgent: false, wantedSegment: null }),
      4,
    );
    expect(seconds).toBe(8);
    expect(renew).toHaveBeenCalledTimes(4);
    expect(renew).toHaveBeenCalledWith({ taskId: lease.taskId, epoch: 7 });
    expect(ended).toEqual([]);
  });

  it('ends the task once when web says that it is cancelled', async () => {
    const { renew, ended } = await keep(async (call) => ({
      cancel: call === 2,
      isUrgent: false,
      wantedSegment: null,
    }));
    expect(renew).toHaveBeenCalledTimes(2);
    expect(ended).toEqual(['LeaseEnded: the lease was cancelled']);
  });

  it('learns of a cancel within two seconds, however long the lease: FFmpeg is killed within one more', async () => {
    const { seconds, ended } = await keep(async () => ({
      cancel: true,
      isUrgent: false,
      wantedSegment: null,
    }));
    expect(ended).toEqual(['LeaseEnded: the lease was cancelled']);
    expect(seconds).toBeLessThanOrEqual(2);
  });

  it('tells once when somebody has begun to wait for the task, and again when it is for another part', async () => {
    const wanted = [null, 5, 5, 5, 9, 9];
    const { hurry } = await keep(async (call) => {
      const wantedSegment = wanted[call - 1] ?? null;
      return { cancel: false, isUrgent: wantedSegment !== null, wantedSegment };
    }, wanted.length);
    expect(hurry).toHaveBeenCalledTimes(2);
  });

  it('does not tell what was known when the task was lent', async () => {
    const done = new AbortController();
    const renew = async () => {
      if (clock.ms >= 6_000) done.abort();
      return { cancel: false, isUrgent: true, wantedSegment: 5 };
    };
    const parts = { client: clientThat(renew), log, end: vi.fn(), hurry: vi.fn(), want: vi.fn() };
    await keepLease(parts, { ...lease, wantedSegment: 5 }, done.signal);
    expect(parts.hurry).not.toHaveBeenCalled();
    expect(parts.want).not.toHaveBeenCalled();
  });

  it('renews a short lease three times in its length', async () => {
    const ended = vi.fn();
    const done = new AbortController();
    const renew = vi.fn(async () => {
      if (clock.ms >= 3_000) done.abort();
      return { cancel: false, isUrgent: false, wantedSegment: null };
    });
    await keepLease(
      { client: clientThat(renew), log, end: ended, hurry: vi.fn() },
      { ...lease, leaseSeconds: 3 },
      done.signal,
    );
    expect(renew).toHaveBeenCalledTimes(3);
    expect(ended).not.toHaveBeenCalled();
  });

  it('rides out a short outage', async () => {
    const { ended } = await keep(async (call) => {
      if (call === 2) throw away;
      return { cancel: false, isUrgent: false, wantedSegment: null };
    }, 5);
    expect(ended).toEqual([]);
  });

  it('ends the task once when web was away for as long as the lease lasts, and not before', async () => {
    const { ended, seconds } = await keep(() => Promise.reject(away));
    expect(ended).toEqual(['LeaseEnded: the lease was lost']);
    expect(seconds).toBe(32);
  });

  it('counts the lease from the last renewal', async () => {
    const { ended, seconds } = await keep((call) =>
      call <= 5
        ? Promise.resolve({ cancel: false, isUrgent: false, wantedSegment: null })
        : Promise.reject(away),
    );
    expect(seconds).toBe(5 * 2 + 32);
    expect(ended).toEqual(['LeaseEnded: the lease was lost']);
  });

  it('asks nothing when the work is done already', async () => {
    const renew = vi.fn(() => Promise.resolve({ cancel: false, isUrgent: false, wantedSegment: null }));
    const end = vi.fn();
    await keepLease({ client: clientThat(renew), log, end, hurry: vi.fn() }, lease, AbortSignal.abort());
    expect(renew).not.toHaveBeenCalled();
    expect(end).not.toHaveBeenCalled();
  });
});
