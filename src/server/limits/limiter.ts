import { AppError } from '#lib/domain/errors.ts';
import { judgeLimit, readLimitState, writeLimitState } from '#lib/domain/rate-limit/judge-limit.ts';
import type { LimitRule, LimitState, LimitVerdict } from '#lib/domain/rate-limit/limit-rule.ts';
import { giveBackSliding } from '#lib/domain/rate-limit/sliding-window.ts';
import type { Clock } from '../ports/clock.ts';
import type { LimitStore } from '../ports/limit-store.ts';

/** Within a process calls of one key wait in line, so only replicas get in each other's way: few at a time. */
const MAX_TRIES = 20;

export type Limiter = ReturnType<typeof createLimiter>;

/** Judges and counts in one step, however many replicas ask at once. */
export function createLimiter({ store, clock }: { store: LimitStore; clock: Pick<Clock, 'now'> }) {
  const lines = new Map<string, Promise<unknown>>();

  /** Runs `work` after all that was asked for this key before. */
  async function inLine<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const turn = (lines.get(key) ?? Promise.resolve()).then(work, work);
    lines.set(key, turn);
    try {
      return await turn;
    } finally {
      if (lines.get(key) === turn) lines.delete(key);
    }
  }

  async function change<Answer>(
    key: string,
    rule: LimitRule,
    decide: (state: LimitState | undefined, now: number) => { state: LimitState; answer: Answer },
  ): Promise<Answer> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const now = clock.now().getTime();
      const text = await store.read(key);
      const before = readLimitState(rule, text);
      const { state, answer } = decide(before, now);
      const after = writeLimitState(rule, state);
      // A slot more: a sliding window errs to the strict side by as much.
      const keepUntil = new Date(now + 2 * rule.windowMs);
      if (after === text || (await store.swap(key, text, after, keepUntil))) return answer;
    }
    // Replicas that fight over one key this hard are being flooded by its owner.
    throw new AppError('RATE_LIMIT_EXCEEDED');
  }

  return {
    /** Counts `cost` calls if all of them are allowed, else none. */
    take: (key: string, rule: LimitRule, cost = 1): Promise<LimitVerdict> =>
      inLine(key, () =>
        change(key, rule, (before, now) => {
          const { verdict, state } = judgeLimit(rule, before, cost, now);
          // A refusal writes nothing: a flood costs one read a call.
          return { state: verdict.isAllowed ? state : (before ?? state), answer: verdict };
        }),
      ),
    /** Of sliding windows: what was counted turned out not to count. */
    giveBack: (key: string, rule: LimitRule & { kind: 'sliding-window' }): Promise<void> =>
      inLine(key, () =>
        change(key, rule, (before) => ({ state: giveBackSliding(before, 1), answer: undefined })),
      ),
  };
}
