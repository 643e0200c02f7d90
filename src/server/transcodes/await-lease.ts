import { setTimeout as delay } from 'node:timers/promises';

/** Far below what proxies cut off and what the worker's call waits for. */
const HOLD_MS = 3_000;
/** How long a task waits for a free worker at most; each look is one query on an index. */
const POLL_MS = 75;

/**
 * Asks again and again for a task until there is one, for a few seconds: an idle worker then needs one call in that
 * time, not forty, and gets a task as soon.
 * @param signal aborts when the worker has hung up: a task must not be lent to nobody
 */
export async function awaitLease<Answer extends { readonly task: unknown }>(
  lease: () => Promise<Answer>,
  signal: AbortSignal,
  holdMs = HOLD_MS,
): Promise<Answer> {
  const until = performance.now() + holdMs;
  for (;;) {
    const answer = await lease();
    if (answer.task !== null || signal.aborted || performance.now() >= until) return answer;
    // Rejects only when aborted: the last look then finds what it finds, and its lease runs out.
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return answer;
  }
}
