/** `over`: there is nothing to renew. `unreachable`: it could not be found out. */
export type Renewal = 'renewed' | 'over' | 'unreachable';

async function askForTokens(): Promise<Renewal> {
  try {
    const answer = await fetch('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (answer.ok) return 'renewed';
    return answer.status === 401 || answer.status === 403 ? 'over' : 'unreachable';
  } catch {
    // fetch rejects only when no answer came.
    return 'unreachable';
  }
}

/** One tab at a time, where the browser offers that; the server bears with several that ask together. */
function inTurn(ask: () => Promise<Renewal>): Promise<Renewal> {
  // Pages that are served without TLS have no locks.
  return 'locks' in navigator ? navigator.locks.request('sluice.refresh', ask) : ask();
}

/** Renews the session in cookies that no script reads. Callers that come while it runs share its end. */
export function createRenewal(
  ask: () => Promise<Renewal> = () => inTurn(askForTokens),
): () => Promise<Renewal> {
  let running: Promise<Renewal> | undefined;
  return () => {
    running ??= ask().finally(() => {
      running = undefined;
    });
    return running;
  };
}
