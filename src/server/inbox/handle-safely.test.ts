import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { topics } from '#lib/domain/events.ts';
import type { BusMessage, EventBus, ReceivedMessage } from '../ports/event-bus.ts';
import { handleSafely } from './handle-safely.ts';

const message: ReceivedMessage = {
  topic: topics.uploads,
  partition: 2,
  offset: '41',
  key: 'V',
  value: '{"half":',
};

/** Keeps what is published; nothing else of a bus is needed here. */
function createListeningBus() {
  const published: { topic: string; messages: readonly BusMessage[] }[] = [];
  const bus: EventBus = {
    publish: async (topic, messages) => void published.push({ topic, messages }),
    subscribe: () => Promise.resolve(),
    check: () => Promise.resolve(),
    lagOf: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
  return { bus, published };
}

function setUp(handle: (message: ReceivedMessage) => Promise<void>) {
  const { bus, published } = createListeningBus();
  const stopping = new AbortController();
  const heartbeat = vi.fn(() => Promise.resolve());
  const parts = { bus, log: pino({ level: 'silent' }), topic: topics.uploads, signal: stopping.signal };
  const safe = handleSafely(parts, handle);
  return { published, stopping, heartbeat, bus, deliver: () => safe(message, heartbeat) };
}

function failWith(error: unknown, times = Number.POSITIVE_INFINITY) {
  let calls = 0;
  return vi.fn(() => (++calls <= times ? Promise.reject(error) : Promise.resolve()));
}
const withCode = (code: string) => Object.assign(new Error('no answer'), { code });

// No jitter: the pauses between tries are 0 ms.
beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a message that can be handled', () => {
  it('is handled once and moved nowhere', async () => {
    const handle = failWith(undefined, 0);
    const { deliver, published } = setUp(handle);
    await deliver();
    expect(handle).toHaveBeenCalledExactlyOnceWith(message);
    expect(published).toEqual([]);
  });
});

describe('a message that can not be read', () => {
  it.each([
    ['is no JSON', () => JSON.parse('{"half":')],
    ['has not the shape of the catalog', () => z.object({ id: z.string() }).parse({})],
  ])('because it %s goes to the dead letters once, with its error, after one try', async (_, read) => {
    const handle = vi.fn(async () => void read());
    const { deliver, published } = setUp(handle);
    await deliver();
    expect(handle).toHaveBeenCalledOnce();
    expect(published).toHaveLength(1);
    expect(published[0]?.topic).toBe('video.uploads.dlq');
    expect(published[0]?.messages[0]?.key).toBe('V');
    expect(JSON.parse(published[0]?.messages[0]?.value ?? '')).toEqual({
      topic: 'video.uploads',
      partition: 2,
      offset: '41',
      key: 'V',
      error: expect.stringMatching(/SyntaxError|expected string/),
      value: message.value,
      tries: 1,
      traceparent: null,
      deadAt: expect.any(String),
    });
  });
});

describe('a message whose handler fails', () => {
  it('goes to the dead letters once after five tries, each kept alive by a heartbeat', async () => {
    const handle = failWith(new Error('a defect'));
    const { deliver, published, heartbeat } = setUp(handle);
    await deliver();
    expect(handle).toHaveBeenCalledTimes(5);
    expect(heartbeat).toHaveBeenCalledTimes(4);
    expect(published).toHaveLength(1);
    expect(JSON.parse(published[0]?.messages[0]?.value ?? '')).toMatchObject({
      error: 'Error: a defect',
      tries: 5,
    });
  });

  it('stays when a later try succeeds', async () => {
    const handle = failWith(new Error('a hiccup'), 4);
    const { deliver, published } = setUp(handle);
    await deliver();
    expect(handle).toHaveBeenCalledTimes(5);
    expect(published).toEqual([]);
  });

  it.each([new Error('a defect'), 'a text', undefined, null])(
    'never makes the consumer throw (%s)',
    async (error) => {
      await expect(setUp(failWith(error)).deliver()).resolves.toBeUndefined();
    },
  );
});

describe('a message that comes while the database is away', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'PROTOCOL_CONNECTION_LOST',
    'ER_LOCK_DEADLOCK',
    'ER_LOCK_WAIT_TIMEOUT',
  ])('is never moved away for %s, however often', async (code) => {
    const handle = failWith(withCode(code), 50);
    const { deliver, published, heartbeat } = setUp(handle);
    await deliver();
    expect(handle).toHaveBeenCalledTimes(51);
    expect(heartbeat).toHaveBeenCalledTimes(50);
    expect(published).toEqual([]);
  });

  it('is known by the cause too, as Drizzle wraps it', async () => {
    const wrapped = new Error('Failed query', { cause: withCode('ECONNREFUSED') });
    const { deliver, published } = setUp(failWith(wrapped, 20));
    await deliver();
    expect(published).toEqual([]);
  });
});

describe('a message that is under way when the program stops', () => {
  it('is left where it is: the next run gets it again', async () => {
    const error = withCode('ECONNREFUSED');
    const { deliver, published, stopping } = setUp(failWith(error));
    stopping.abort();
    await expect(deliver()).rejects.toBe(error);
    expect(published).toEqual([]);
  });

  it('is left where it is when the dead letters can not be written either', async () => {
    const { deliver, bus } = setUp(failWith(new SyntaxError('no JSON')));
    vi.spyOn(bus, 'publish').mockRejectedValue(new Error('no broker'));
    await expect(deliver()).rejects.toThrow('no broker');
  });
});
