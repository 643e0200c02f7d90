/** Full jitter keeps the lanes of many uploads from coming back in step after an outage. */
const BASE_DELAY_MS = 500;
const LONGEST_DELAY_MS = 20_000;
export interface RetryTools {
  /** Resolves after `ms`, rejects as soon as `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1. */
  random(): number;
}

/** @param attempt how many attempts have failed, from 1 */
function retryDelayMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, BASE_DELAY_MS * 2 ** attempt);
  return Math.round(ceiling * (0.5 + random() / 2));
}

/**
 * Runs `operation` until it succeeds, is refused for good, or has failed too often.
 * @param mostAttempts how often to try at all when this is the error; 1: it would only come again
 */
export async function withRetries<Result>(
  operation: (attempt: number) => Promise<Result>,
  mostAttempts: (error: unknown) => number,
  tools: RetryTools,
  signal: AbortSignal,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await operation(attempt);
    } catch (error) {
      if (signal.aborted || attempt >= mostAttempts(error)) throw error;
    }
    await tools.wait(retryDelayMs(attempt, tools.random), signal);
  }
}

export const browserRetryTools: RetryTools = {
  random: Math.random,
  wait(ms, signal) {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        window.removeEventListener('online', goOn);
        finish();
      };
      const stop = () => settle(() => reject(signal.reason));
      // The network is back: no reason to wait any longer.
      const goOn = () => settle(resolve);
      const timer = setTimeout(goOn, ms);
      signal.addEventListener('abort', stop, { once: true });
      window.addEventListener('online', goOn);
    });
  },
};
