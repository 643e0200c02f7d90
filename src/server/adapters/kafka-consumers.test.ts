/** What becomes of a consumer when kafkajs ends it, or hangs: on a stand-in for kafkajs, by the clock of the test. */
import { EventEmitter } from 'node:events';
import type { Consumer, Kafka } from 'kafkajs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKafkaConsumers } from './kafka-consumers.ts';

type EachMessage = (payload: object) => Promise<void>;

/** As much of a consumer as we use; joins its group at once. */
function createStandIn() {
  const emitter = new EventEmitter();
  const standIn = {
    events: { CRASH: 'crash', FETCH: 'fetch', GROUP_JOIN: 'join' },
    on: (event: string, listener: (event: object) => void) => emitter.on(event, listener),
    connect: vi.fn(async () => undefined),
    subscribe: vi.fn(async () => undefined),
    disconnect: vi.fn(async () => undefined),
    run: vi.fn(async ({ eachMessage }: { eachMessage: EachMessage }) => {
      standIn.deliver = (heartbeat) =>
        eachMessage({
          topic: 't',
          partition: 0,
          message: { key: null, value: null, offset: '0' },
          heartbeat,
        });
      queueMicrotask(() => emitter.emit('join', {}));
    }),
    deliver: (_heartbeat: () => Promise<void>): Promise<void> => Promise.reject(new Error('not running')),
    emit: (event: string, payload: object = {}) => emitter.emit(event, { payload }),
  };
  return standIn;
}

function setUp() {
  const made: ReturnType<typeof createStandIn>[] = [];
  /** How many consumers to come can not connect. */
  const refuse = { times: 0 };
  const kafka: Pick<Kafka, 'consumer'> = {
    consumer() {
      const standIn = createStandIn();
      if (refuse.times-- > 0) standIn.connect.mockRejectedValue(new Error('no broker'));
      made.push(standIn);
      return standIn as unknown as Consumer;
    },
  };
  const consumers = createKafkaConsumers(kafka, () => undefined);
  const subscribe = (handle: () => Promise<void> = async () => undefined) =>
    consumers.subscribe({ topic: 't', group: 'g', from: 'earliest', handle });
  const newest = () => {
    const standIn = made.at(-1);
    if (!standIn) throw new Error('no consumer');
    return standIn;
  };
  return { made, consumers, subscribe, newest, refuse };
}
const minutes = (count: number) => vi.advanceTimersByTimeAsync(60_000 * count);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a consumer', () => {
  it('that kafkajs gives up for good is replaced, and its connections are closed', async () => {
    const { made, subscribe, newest } = setUp();
    await subscribe();
    newest().emit('crash', { restart: false });
    newest().emit('crash', { restart: false });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(made).toHaveLength(2);
    expect(made[0]?.disconnect).toHaveBeenCalledOnce();
    expect(newest().run).toHaveBeenCalledOnce();
  });

  it('that kafkajs starts again by itself is left to it', async () => {
    const { made, subscribe, newest } = setUp();
    await subscribe();
    newest().emit('crash', { restart: true });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(made).toHaveLength(1);
  });

  it('whose place can not be taken yet is replaced as soon as it can', async () => {
    const { made, subscribe, newest, refuse } = setUp();
    await subscribe();
    refuse.times = 3;
    newest().emit('crash', { restart: false });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(made).toHaveLength(4);
    for (const refused of made.slice(1)) expect(refused.disconnect).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(newest().run).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(made).toHaveLength(5);
  });

  it('that hangs is replaced after two minutes without an answer', async () => {
    const { made, subscribe, newest } = setUp();
    await subscribe();
    for (let minute = 0; minute < 10; minute++) {
      await minutes(1);
      newest().emit('fetch');
    }
    expect(made).toHaveLength(1);
    await minutes(3);
    expect(made.length).toBeGreaterThan(1);
  });

  it('that can not leave its group yet does not keep the program', async () => {
    const { consumers, subscribe, newest } = setUp();
    await subscribe();
    newest().disconnect.mockReturnValue(new Promise(() => undefined));
    const closed = vi.fn();
    consumers.close().then(closed);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(closed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(closed).toHaveBeenCalledOnce();
  });

  it('whose handler works is not taken for one that hangs, and its heart beats', async () => {
    const { made, subscribe, newest } = setUp();
    const work = Promise.withResolvers<void>();
    await subscribe(() => work.promise);
    const heartbeat = vi.fn(async () => undefined);
    const delivered = newest().deliver(heartbeat);
    await minutes(4);
    expect(made).toHaveLength(1);
    expect(heartbeat.mock.calls.length).toBeGreaterThanOrEqual(75);
    work.resolve();
    await delivered;
    heartbeat.mockClear();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(heartbeat).not.toHaveBeenCalled();
  });

  it('whose handler works for ever loses its partition to another after five minutes', async () => {
    const { subscribe, newest } = setUp();
    await subscribe(() => new Promise(() => undefined));
    const heartbeat = vi.fn(async () => undefined);
    void newest().deliver(heartbeat);
    await minutes(5);
    heartbeat.mockClear();
    await minutes(5);
    expect(heartbeat).not.toHaveBeenCalled();
  });

  it('passes on what a handler throws, though its heart can not beat', async () => {
    const { subscribe, newest } = setUp();
    await subscribe(async () => {
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      throw new Error('stopping');
    });
    const delivered = newest().deliver(() => Promise.reject(new Error('rebalancing')));
    const expected = expect(delivered).rejects.toThrow('stopping');
    await vi.advanceTimersByTimeAsync(4_000);
    await expected;
  });

  it('is not replaced once the program closes', async () => {
    const { made, consumers, subscribe, newest } = setUp();
    await subscribe();
    await consumers.close();
    newest().emit('crash', { restart: false });
    await minutes(10);
    expect(made).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
