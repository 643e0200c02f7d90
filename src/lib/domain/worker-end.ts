/**
 * How a worker came to its end. `left`: by its own word. `silent`: not heard of any more. `exited`: its program
 * ended without a word. `interrupted`: taken away from outside, as spot is. `never-started`: launched, and never
 * heard of. `refused`: the launcher started nothing.
 */
export const workerEndCauses = [
  'left',
  'silent',
  'exited',
  'interrupted',
  'out-of-memory',
  'never-started',
  'refused',
] as const;
export type WorkerEndCause = (typeof workerEndCauses)[number];

export interface WorkerEnd {
  readonly cause: WorkerEndCause;
  /** For operators: the launcher's own words. */
  readonly detail: string;
}

/** Seen from a worker that never entered, an end of its program or its silence means that it never started. */
export function endBeforeEntry(end: WorkerEnd): WorkerEnd {
  const isFailedStart = end.cause === 'exited' || end.cause === 'silent' || end.cause === 'out-of-memory';
  return isFailedStart ? { ...end, cause: 'never-started' } : end;
}
