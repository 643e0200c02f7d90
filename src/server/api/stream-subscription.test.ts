import { tracked } from '@trpc/server';
import { expect, it, onTestFinished, vi } from 'vitest';
import { streamSubscription } from './stream-subscription.ts';

const connected = 'event: connected\ndata: {"reconnectAfterInactivityMs":25000}\n\n';

async function readPieces(stream: ReadableStream<Uint8Array>): Promise<readonly string[]> {
  const pieces: string[] = [];
  for await (const piece of stream) pieces.push(new TextDecoder().decode(piece));
  return pieces;
}

const thatNext = (next: () => Promise<never>): AsyncIterable<never> => ({
  [Symbol.asyncIterator]: () => ({ next }),
});

it('sends each value in one piece, under the id that a client comes back with, and says when it ends', async () => {
  async function* tell() {
    yield tracked('v:1', { version: 1 });
    yield { version: 2 };
  }
  expect(await readPieces(streamSubscription(tell(), String))).toEqual([
    connected,
    'data: {"version":1}\nid: v:1\n\n',
    'data: {"version":2}\n\n',
    'event: return\ndata: \n\n',
  ]);
});

it('tells why it breaks off, and then ends', async () => {
  const described = streamSubscription(
    thatNext(() => Promise.reject(new Error('gone'))),
    (error) => ({ message: String(error) }),
  );
  expect(await readPieces(described)).toEqual([
    connected,
    'event: serialized-error\ndata: {"message":"Error: gone"}\n\n',
  ]);
});

it('lets go of what it reads when its reader leaves', async () => {
  const end = vi.fn();
  async function* tell() {
    try {
      for (;;) yield 1;
    } finally {
      end();
    }
  }
  const reader = streamSubscription(tell(), String).getReader();
  await reader.read();
  await reader.read();
  await reader.cancel();
  expect(end).toHaveBeenCalledOnce();
});

it('is never silent for so long that a proxy would cut it', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const silent = thatNext(() => new Promise(() => undefined));
  const reader = streamSubscription(silent, String).getReader();
  await reader.read();
  const next = reader.read();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(new TextDecoder().decode((await next).value)).toBe('event: ping\ndata: \n\n');
});
