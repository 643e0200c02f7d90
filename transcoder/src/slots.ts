import { taskPriority, URGENT_PRIORITY } from '../../src/lib/domain/plan.ts';

/** Running tasks of one worker, counted by how they stand to each other. */
export interface Standing {
  /** Long work: one at a time, for each takes all cores. */
  readonly steady: number;
  /** What somebody waits for; the rest is paused meanwhile. */
  readonly urgent: number;
  /** Was urgent, and goes on beside the steady work: the sound of a long video after its first segments. */
  readonly trailing: number;
}

/** The first segments of a video and its sound. */
const MAX_URGENT = 2;
/** More would have every sound of a hundred uploads encoded at once. */
const MAX_TRAILING = 2;

/**
 * What a worker may lease next: the largest priority that it takes, or null for any. Undefined: nothing.
 * There is always room left for the first segments of the next video.
 */
export function nextWish({ steady, urgent, trailing }: Standing): number | null | undefined {
  if (urgent >= MAX_URGENT) return undefined;
  if (steady === 0 && urgent === 0) return null;
  return trailing < MAX_TRAILING ? URGENT_PRIORITY : taskPriority.wanted;
}
