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

/** What a worker asks for. */
export interface Wish {
  /** Takes nothing less urgent; null takes any. */
  readonly maxPriority: number | null;
  /** It has nothing else to do: the call is held until there is something. */
  readonly waits: boolean;
}

/**
 * What a worker may lease next; undefined: nothing. There is always room left for the first segments of the next
 * video. Both parts are of one look: a call that is held, and for urgent work alone, would leave a free worker idle.
 */
export function nextWish({ steady, urgent, trailing }: Standing): Wish | undefined {
  if (urgent >= MAX_URGENT) return undefined;
  if (steady === 0 && urgent === 0) return { maxPriority: null, waits: trailing === 0 };
  return { maxPriority: trailing < MAX_TRAILING ? URGENT_PRIORITY : taskPriority.wanted, waits: false };
}
