import { AppError } from '#lib/domain/errors.ts';

/** At half a megabit a second a part takes two minutes; a line that is silent for so long is dead. */
const SILENCE_MS = 60_000;

/**
 * Bounds what uploads through web may take of this process's memory: so many streams at a time, each of two parts.
 * It counts what this process does, so it is rightly kept in its memory.
 */
export function createStreamGate(mostStreams: number) {
  let streams = 0;
  return {
    /**
     * Runs one upload's stream.
     * @throws AppError SERVICE_UNAVAILABLE when there are as many as may be: the client comes again
     */
    async pass<T>(work: () => Promise<T>): Promise<T> {
      if (streams >= mostStreams)
        throw new AppError(
          'SERVICE_UNAVAILABLE',
          'Too many uploads run through the site now. Try again soon.',
        );
      streams++;
      try {
        return await work();
      } finally {
        streams--;
      }
    },
  };
}
export type StreamGate = ReturnType<typeof createStreamGate>;

export interface Patience {
  /** Ends the stream well: what came by then counts, and the client goes on at another replica. */
  readonly stopping?: AbortSignal;
  readonly silenceMs?: number;
}

/**
 * The same stream, given up when nothing comes for a minute: a client that is gone without a word (a lost network)
 * would hold its memory and its lock for ever.
 * @throws AppError UPLOAD_INCOMPLETE then
 */
export async function* withoutSilence(
  stream: AsyncIterable<Uint8Array>,
  { stopping, silenceMs = SILENCE_MS }: Patience = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = stream[Symbol.asyncIterator]();
  // Of the wait that runs: one promise for all of them would keep what every chunk of a long stream hangs on it.
  let wake = () => {};
  const stop = () => wake();
  stopping?.addEventListener('abort', stop, { once: true });
  try {
    while (!stopping?.aborted) {
      const { promise: interruption, resolve, reject } = Promise.withResolvers<IteratorResult<Uint8Array>>();
      wake = () => resolve({ done: true, value: undefined });
      const timer = setTimeout(
        () => reject(new AppError('UPLOAD_INCOMPLETE', 'No more bytes came.')),
        silenceMs,
      );
      const next = chunks.next();
      // When something else ended the wait, its error is nobody's.
      next.catch(() => undefined);
      const { done, value } = await Promise.race([next, interruption]).finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
    }
  } finally {
    stopping?.removeEventListener('abort', stop);
    // Not waited for: a generator that is stuck in its source does not end before the source does.
    void chunks.return?.()?.then(undefined, () => undefined);
  }
}
