import type { Clock } from '../ports/clock.ts';
import type { Verdict } from './verify.ts';

/** Following the whole chain reads the whole log: once a minute for everybody who asks, and never twice at once. */
const FRESH_MS = 60_000;

/** What moderators are shown of the chain. */
export interface ChainState {
  readonly holds: boolean;
  /** Where and how it breaks; null while it holds. */
  readonly sentence: string | null;
  /** Rows that follow on one another. */
  readonly checked: number;
  /** Rows from before there was a chain. */
  readonly older: number;
  readonly checkedAt: string;
}

export function createAuditWatch({ verify, clock }: { verify: () => Promise<Verdict>; clock: Clock }) {
  let last: { readonly at: Date; readonly state: Promise<ChainState> } | undefined;

  async function look(at: Date): Promise<ChainState> {
    const { checked, older, broken } = await verify();
    return {
      holds: broken === undefined,
      sentence: broken?.sentence ?? null,
      checked,
      older,
      checkedAt: at.toISOString(),
    };
  }

  return {
    /** What was found within the last minute, or what is found now. */
    state(): Promise<ChainState> {
      const now = clock.now();
      if (last && now.getTime() - last.at.getTime() < FRESH_MS) return last.state;
      const state = look(now);
      last = { at: now, state };
      // What could not be looked at is looked at again by whoever asks next.
      state.catch(() => {
        last = undefined;
      });
      return state;
    },
  };
}
