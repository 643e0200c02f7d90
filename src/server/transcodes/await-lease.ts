import { setTimeout as delay } from 'node:timers/promises';

/** Far below what proxies cut off and what a worker's call waits for. */
const HOLD_MS = 3_000;
/** How long a task waits for a free worker at most. */
const LOOK_MS = 40;
/** The task at the queue's head may be another worker's, and ours lie behind it. */
const RETRY_MS = 400;

export interface Queue<Answer> {
  /** Names what is first in the queue; null when nothing waits. Far cheaper than `lease`, and asked far more often. */
  head(): Promise<string | null>;
  lease(): Promise<Answer>;
}

/**
 * Waits for a task, for a few seconds: an idle worker then needs one call in that time, not fifteen, and gets a task
 * sooner.
 * @param signal aborts when the worker has hung up, for a task must not be lent to nobody, or when web stops
 */
export async function awaitLease<Answer extends { readonly task: unknown }>(
  queue: Queue<Answer>,
  signal: AbortSignal,
  holdMs = HOLD_MS,
): Promise<Answer> {
  const until = performance.now() + holdMs;
  for (;;) {
    const head = await queue.head();
    const answer = await queue.lease();
    if (answer.task !== null) return answer;
    const retryAt = head === null ? until : Math.min(until, performance.now() + RETRY_MS);
    do {
      // Rejects only when aborted.
      await delay(LOOK_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted || performance.now() >= until) return answer;
    } while (performance.now() < retryAt && (await queue.head()) === head);
  }
}
