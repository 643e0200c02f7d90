import type { Say } from '../progress.ts';

/** Aborts on Ctrl-C, on a polite kill and when the terminal closes. Later signals only say that it is under way. */
export function stopSignal(say: Say): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      // Ctrl-C comes twice, from the terminal and from the bootstrap that passes it on.
      if (controller.signal.aborted) return;
      say('Stopping …');
      controller.abort();
    });
  }
  return controller.signal;
}

export const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    // An open timer: a pending promise alone does not keep a process alive.
    const keepAlive = setInterval(() => undefined, 60_000);
    signal.addEventListener('abort', () => {
      clearInterval(keepAlive);
      resolve();
    });
  });
