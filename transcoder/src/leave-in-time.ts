import type { Logger } from 'pino';
import { type LeaseClient, SessionEnded } from './lease-client.ts';

/**
 * From SIGTERM to SIGKILL there are 30 s on ECS and in a container, and two minutes at most when spot is taken away;
 * after that nobody says that the work is free, and it waits for its lease to run out. So what still runs after
 * 10 s (a fact that Kafka does not take) is left as it is, and web is told.
 */
const WORK_MS = 10_000;
const LEAVE_TRIES = 3;
const BETWEEN_TRIES_MS = 1_000;

/** Resolves when the work has ended, or a while after it was told to: then it may still run, and is of no use. */
export async function endInTime(work: Promise<void>, stop: AbortSignal): Promise<void> {
  const overdue = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  const startTimer = () => {
    timer = setTimeout(overdue.resolve, WORK_MS);
  };
  if (stop.aborted) startTimer();
  else stop.addEventListener('abort', startTimer);
  try {
    await Promise.race([work, overdue.promise]);
  } finally {
    stop.removeEventListener('abort', startTimer);
    clearTimeout(timer);
  }
}

/** Gives all work back. Web may be restarting: it is asked a few times. */
export async function leaveWeb(client: Pick<LeaseClient, 'leave'>, log: Pick<Logger, 'warn'>): Promise<void> {
  for (let tries = 1; tries <= LEAVE_TRIES; tries++) {
    try {
      await client.leave();
      return;
    } catch (error) {
      // Given up already: what it held is another's.
      if (error instanceof SessionEnded) return;
      log.warn({ err: error, tries }, 'web does not hear that this worker leaves');
      if (tries < LEAVE_TRIES) await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
    }
  }
}
