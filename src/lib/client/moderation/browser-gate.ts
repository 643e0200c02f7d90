import type { GateVerdict, ProbeParts } from './takedown-probe.ts';

const REFUSALS = [401, 403, 404, 410];

/** A segment that is served is a redirect, which is not followed: it is the answer. */
async function ask(url: string): Promise<GateVerdict> {
  try {
    const answer = await fetch(url, { redirect: 'manual', cache: 'no-store' });
    if (answer.ok || answer.type === 'opaqueredirect') return 'served';
    return REFUSALS.includes(answer.status) ? 'refused' : 'unclear';
  } catch {
    // No answer at all: the network's fault, and no refusal.
    return 'unclear';
  }
}

/** The gate as this browser meets it. */
export const browserGate: ProbeParts = {
  ask,
  readText: async (url) => {
    const answer = await fetch(url, { cache: 'no-store' });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return answer.text();
  },
  now: () => performance.now(),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
};
