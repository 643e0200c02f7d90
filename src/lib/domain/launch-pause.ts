import { shareOf } from './id-share.ts';
import type { WorkerEndCause } from './worker-end.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** One launch as its row tells it. */
export interface PastLaunch {
  readonly workerId: string;
  /** Null while it starts or works. */
  readonly endCause: WorkerEndCause | null;
  readonly hasEntered: boolean;
  readonly endedAt: Date | null;
}

/** Doubles with each failure, from a second to a minute. */
function fullPauseMs(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}

const isFailure = ({ endCause }: PastLaunch) => endCause === 'refused' || endCause === 'never-started';

/**
 * How long to wait before the same launch is tried once more: 50 to 100 % of a pause that doubles to a minute. By the
 * id, the same on every replica at every turn: one drawn anew at each turn would be a short one.
 */
export function launchPauseMs(id: string, failures: number): number {
  return failures <= 0 ? 0 : fullPauseMs(failures) * (0.5 + shareOf(`${id}${failures}`) / 2);
}

/**
 * Until when nothing is launched, after launches that came to nothing. A place without room, an image that can
 * not be fetched, a program that ends at its start: each would be launched for ever, several times a second.
 * @param newestFirst the last launches; what is still starting says nothing yet
 */
export function launchesPausedUntil(newestFirst: readonly PastLaunch[]): Date | null {
  const known = newestFirst.filter((launch) => launch.hasEntered || launch.endCause !== null);
  const started = known.findIndex((launch) => !isFailure(launch));
  const failures = started === -1 ? known : known.slice(0, started);
  const last = failures[0];
  if (!last?.endedAt) return null;
  return new Date(last.endedAt.getTime() + launchPauseMs(last.workerId, failures.length));
}
