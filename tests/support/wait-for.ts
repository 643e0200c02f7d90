/** Waits for a condition of the running system; never for a length of time. */
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 50;

export interface Patience {
  readonly seconds?: number;
  readonly pollMs?: number;
}

/**
 * Asks until there is an answer.
 * @param what ends the sentence "waited in vain for …"
 * @param ask undefined or false means "not yet"; what it throws ends the wait
 */
export async function waitFor<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined | false> | Answer | undefined | false,
  { seconds = 60, pollMs = POLL_MS }: Patience = {},
): Promise<Answer> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`Waited ${seconds} s in vain for ${what}.`);
    await delay(pollMs);
  }
}
