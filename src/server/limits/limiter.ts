import { AppError } from '#lib/domain/errors.ts';
import { judgeLimit, readLimitState, writeLimitState } from '#lib/domain/rate-limit/judge-limit.ts';
import type { LimitRule, LimitState, LimitVerdict } from '#lib/domain/rate-limit/limit-rule.ts';
import { giveBackSliding } from '#lib/domain/rate-limit/sliding-window.ts';
import type { Clock } from '../ports/clock.ts';
import type { LimitStore } from '../ports/limit-store.ts';
import { createLines } from './lines.ts';

/** Within a process calls of one key go together, so only replicas get in each other's way: few at a time. */
const MAX_TRIES = 20;

export type Limiter = ReturnType<typeof createLimiter>;

type Decide<Answer> = (
  state: LimitState | undefined,
  now: number,
) => { readonly state: LimitState; readonly answer: Answer };

/** Judges and counts in one step, however many replicas ask at once. */
export function createLimiter({ store, clock }: { store: LimitStore; clock: Pick<Clock, 'now'> }) {
  interface Asked {
    readonly rule: LimitRule;
    decide(state: LimitState | undefined, now: number): LimitState;
    tell(): void;
    refuse(error: unknown): void;
  }

  /** Decides all of them, each after the one before, by one read and one write. */
  async function decideAll(key: string, [first, ...more]: readonly [Asked, ...Asked[]]): Promise<void> {
    const { rule } = first;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const now = clock.now().getTime();
      const text = await store.read(key);
      const begun = first.decide(readLimitState(rule, text), now);
      const state = more.reduce((before, { decide }) => decide(before, now), begun);
      const after = writeLimitState(rule, state);
      // A slot more: a sliding window errs to the strict side by as much.
      const keepUntil = new Date(now + 2 * rule.windowMs);
      if (after === text || (await store.swap(key, text, after, keepUntil))) return;
    }
    // Replicas that fight over one key this hard are being flooded by its owner.
    throw new AppError('RATE_LIMIT_EXCEEDED');
  }

  const lines = createLines<Asked>((key, asked) =>
    decideAll(key, asked).then(
      () => asked.forEach(({ tell }) => void tell()),
      (error: unknown) => asked.forEach(({ refuse }) => void refuse(error)),
    ),
  );

  function change<Answer>(key: string, rule: LimitRule, decide: Decide<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      let tell = () => {};
      lines.join(key, {
        rule,
        decide(before, now) {
          const { state, answer } = decide(before, now);
          tell = () => resolve(answer);
          return state;
        },
        tell: () => tell(),
        refuse: reject,
      });
    });
  }

  return {
    /** Counts `cost` calls if all of them are allowed, else none. A key has one rule. */
    take: (key: string, rule: LimitRule, cost = 1): Promise<LimitVerdict> =>
      change(key, rule, (before, now) => {
        const { verdict, state } = judgeLimit(rule, before, cost, now);
        // A refusal writes nothing: a flood costs a read.
        return { state: verdict.isAllowed ? state : (before ?? state), answer: verdict };
      }),
    /** Of sliding windows: what was counted turned out not to count. */
    giveBack: (key: string, rule: LimitRule & { kind: 'sliding-window' }): Promise<void> =>
      change(key, rule, (before) => ({ state: giveBackSliding(before, 1), answer: undefined })),
  };
}
