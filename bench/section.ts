import type { Say } from '../infra/local/progress.ts';
import type { Figure } from './figures/figure.ts';
import type { BenchStack, StackWish } from './stack/bench-stack.ts';

/** What a section works with. */
export interface Bench {
  /** The stack as wished: the one that runs, or a new one in its place. */
  openStack(wish?: StackWish): Promise<BenchStack>;
  readonly quick: boolean;
  /** How often something is measured: as the caller of the benchmark wants it, or else `usual`; once when quick. */
  runsOf(usual: number): number;
  readonly say: Say;
  /** Aborts when the section is given up, or all of it is. */
  readonly signal: AbortSignal;
}

export interface Section {
  readonly name: string;
  /** Given up after this long: an unattended run has an end. */
  readonly maxMinutes: number;
  /** @throws when it could not measure; the other sections go on */
  run(bench: Bench): Promise<readonly Figure[]>;
}
