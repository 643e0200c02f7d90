import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Doorbell } from './doorbell.ts';

export interface LoopOptions {
  readonly name: string;
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Told of each turn that failed. */
  readonly countFailure?: (loop: string) => void;
  /** Answers whether there was work: then the next turn follows at once. */
  turn(): Promise<boolean>;
  /** Brings the next turn forward; not after one that failed. */
  readonly bell?: Doorbell;
}

/** A turn that fails waits this long: MySQL or S3 may be away, and hammering them does not help. */
const PAUSE_AFTER_ERROR_MS = 1_000;

/** Repeats a turn until the signal aborts. An error is logged and the loop goes on: it reads all its state anew. */
export async function runLoop({
  name,
  everyMs,
  signal,
  log,
  countFailure,
  turn,
  bell,
}: LoopOptions): Promise<void> {
  while (!signal.aborted) {
    let pauseMs = everyMs;
    // From before the turn on: what it came too early for rings while it runs.
    let rung = bell?.next();
    try {
      if (await turn()) pauseMs = 0;
    } catch (error) {
      log.error({ err: error, loop: name }, 'a turn failed');
      countFailure?.(name);
      pauseMs = PAUSE_AFTER_ERROR_MS;
      rung = undefined;
    }
    if (pauseMs === 0) continue;
    // Rejects only when aborted, which the loop's condition sees.
    const pause = delay(pauseMs, undefined, { signal }).catch(() => undefined);
    await (rung ? Promise.race([pause, rung]) : pause);
  }
}
