import type { Random } from '../random.ts';
import type { ChaosStack } from '../stack/chaos-stack.ts';

/** How long what lasts shall last. */
export interface Lengths {
  /** Broker and database stand still. */
  readonly freezeSeconds: number;
  /** A worker stands still; longer than its lease. */
  readonly zombieSeconds: number;
  /** A network or a disk is bad. */
  readonly troubleSeconds: number;
}

export interface Arena {
  readonly chaos: ChaosStack;
  readonly random: Random;
  readonly lengths: Lengths;
}

export interface Fault {
  readonly name: string;
  /**
   * Does it, and ends once it is lifted again, whatever happened meanwhile.
   * @returns false when there was nothing to strike
   */
  strike(arena: Arena): Promise<boolean>;
}
