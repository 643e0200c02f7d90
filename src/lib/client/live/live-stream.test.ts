import { TRPCClientError } from '@trpc/client';
import { expect, it, vi } from 'vitest';
import { openLiveStream } from './live-stream.ts';

interface Heard {
  onStarted(): void;
  onData(event: object): void;
  onError(error: unknown): void;
  onComplete(): void;
}

const lost = TRPCClientError.from(new Error('502'));
const refused = TRPCClientError.from({
  error: { message: 'No', code: -32_003, data: { appCode: 'FORBIDDEN' } },
});

function setUp() {
  const asked: Heard[] = [];
  const unsubscribe = vi.fn();
  const client = {
    videos: {
      onChanges: {
        subscribe(_: object, heard: Heard) {
          asked.push(heard);
          return { unsubscribe };
        },
      },
    },
  } as never;
  const waits: { ms: number; act: () => void; isOff: boolean }[] = [];
  const tools = {
    random: () => 0.5,
    later(ms: number, act: () => void) {
      const wait = { ms, act, isOff: false };
      waits.push(wait);
      return () => {
        wait.isOff = true;
      };
    },
  };
  const listener = { onBegun: vi.fn(), onState: vi.fn() };
  const close = openLiveStream(client, tools)({ mine: true, ids: [] }, listener);
  const last = () => {
    const heard = asked.at(-1);
    if (!heard) throw new Error('nothing was asked');
    return heard;
  };
  return { asked, waits, listener, close, last, unsubscribe };
}

it('a stream that is lost is opened again, more and more patiently', () => {
  const { asked, waits, last } = setUp();
  for (let failure = 0; failure < 8; failure++) {
    last().onError(lost);
    waits.at(-1)?.act();
  }
  expect(asked).toHaveLength(9);
  const delays = waits.map(({ ms }) => ms);
  expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  expect(delays.at(-1)).toBeLessThanOrEqual(15_000);
});

it('once it runs again, the next loss is met as the first was', () => {
  const { waits, last } = setUp();
  for (let failure = 0; failure < 3; failure++) {
    last().onError(lost);
    waits.at(-1)?.act();
  }
  last().onStarted();
  last().onError(lost);
  expect(waits.at(-1)?.ms).toBe(waits[0]?.ms);
});

it('a refusal ends it', () => {
  const { waits, last } = setUp();
  last().onError(refused);
  expect(waits).toEqual([]);
});

it('one that the server ended is asked for again', () => {
  const { waits, last } = setUp();
  last().onComplete();
  expect(waits).toHaveLength(1);
});

it('what was closed is not opened again', () => {
  const { asked, waits, close, last } = setUp();
  last().onError(lost);
  close();
  expect(waits[0]?.isOff).toBe(true);
  last().onComplete();
  expect(waits).toHaveLength(1);
  expect(asked).toHaveLength(1);
});
