import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import './create-kafka.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const connection = () => {
  const options = { maxInFlightRequests: null, requestTimeout: 30_000, enforceRequestTimeout: false };
  const logger = { debug: () => undefined };
  return new RequestQueue({ ...options, clientId: 'test', broker: 'broker:1', logger });
};
const waiting = () => ({
  entry: { correlationId: 1, resolve: vi.fn() },
  expectResponse: false,
  sendRequest: vi.fn(),
});

it('a connection on which nothing waits sets no timer', () => {
  connection().checkPendingRequests();
  expect(vi.getTimerCount()).toBe(0);
});

it('what was throttled is sent when that is over, and then there is no timer either', () => {
  const queue = connection();
  const request = waiting();
  queue.maybeThrottle(1_000);
  queue.push(request);
  vi.advanceTimersByTime(999);
  expect(request.sendRequest).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(request.sendRequest).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});
