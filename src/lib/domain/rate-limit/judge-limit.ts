import { judgeFixedWindow } from './fixed-window.ts';
import type { Judgement, LimitRule, LimitState } from './limit-rule.ts';
import { judgeSlidingWindow } from './sliding-window.ts';
import { judgeTokenBucket } from './token-bucket.ts';

/**
 * Judges one call, or `cost` of them at once, by the rule's own algorithm.
 * @param now ms since the epoch
 */
export function judgeLimit(
  rule: LimitRule,
  state: LimitState | undefined,
  cost: number,
  now: number,
): Judgement {
  switch (rule.kind) {
    case 'token-bucket':
      return judgeTokenBucket(rule, state, cost, now);
    case 'fixed-window':
      return judgeFixedWindow(rule, state, cost, now);
    case 'sliding-window':
      return judgeSlidingWindow(rule, state, cost, now);
  }
}

const letters = { 'token-bucket': 'b', 'fixed-window': 'f', 'sliding-window': 's' } as const;

/** A state as stores keep it. Text, so that a store can compare it with what it holds. */
export function writeLimitState({ kind }: LimitRule, state: LimitState): string {
  return `${letters[kind]}${state.join(',')}`;
}

/** Undefined for what another kind of rule left behind under this key: a setting was changed. */
export function readLimitState({ kind }: LimitRule, text: string | undefined): LimitState | undefined {
  if (text === undefined || text[0] !== letters[kind]) return undefined;
  const numbers = text.slice(1).split(',').filter(Boolean).map(Number);
  return numbers.every(Number.isFinite) ? numbers : undefined;
}
