import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeLimit, readLimitState, writeLimitState } from './judge-limit.ts';
import type { LimitRule, LimitState } from './limit-rule.ts';
import { giveBackSliding } from './sliding-window.ts';

const kinds = ['token-bucket', 'fixed-window', 'sliding-window'] as const;
const start = 1_800_000_000_000;

const ruleOf = (kind: LimitRule['kind']) =>
  fc.record({
    kind: fc.constant(kind),
    limit: fc.integer({ min: 1, max: 20 }),
    windowMs: fc.integer({ min: 1_000, max: 900_000 }),
  });
/** Waits between calls, as parts of the window: mostly short, so that limits are met. */
const waits = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.3, noNaN: true })), {
  maxLength: 120,
});

interface Call {
  readonly at: number;
  readonly isAllowed: boolean;
}

/** A life of calls of cost 1; the state goes through text, as in a store. */
function replay(rule: LimitRule, parts: readonly number[]): Call[] {
  let now = start;
  let text: string | undefined;
  return parts.map((part) => {
    now += Math.round(part * rule.windowMs);
    const before = readLimitState(rule, text);
    const { verdict, state } = judgeLimit(rule, before, 1, now);
    text = writeLimitState(rule, state);
    expect(verdict.remaining).toBeGreaterThanOrEqual(0);
    expect(verdict.remaining).toBeLessThanOrEqual(rule.limit);
    expect(verdict.resetAt).toBeGreaterThanOrEqual(now);
    expect(verdict.retryAfterMs > 0).toBe(!verdict.isAllowed);
    return { at: now, isAllowed: verdict.isAllowed };
  });
}

const allowedWithin = (calls: readonly Call[], from: number, windowMs: number): number =>
  calls.filter(({ at, isAllowed }) => isAllowed && at >= from && at < from + windowMs).length;

describe.each(kinds)('%s', (kind) => {
  it('allows the whole limit at once to who was never here, and nothing on top', () => {
    fc.assert(
      fc.property(ruleOf(kind), (rule) => {
        const calls = replay(
          rule,
          Array.from({ length: rule.limit + 3 }, () => 0),
        );
        expect(calls.filter(({ isAllowed }) => isAllowed)).toHaveLength(rule.limit);
      }),
    );
  });

  it('allows again whoever waited as long as they were told, and no sooner', () => {
    fc.assert(
      fc.property(ruleOf(kind), waits, (rule, parts) => {
        let now = start;
        let state: LimitState | undefined;
        for (const part of parts) {
          now += Math.round(part * rule.windowMs);
          state = judgeLimit(rule, state, 1, now).state;
        }
        const { verdict } = judgeLimit(rule, state, 1, now);
        if (verdict.isAllowed) return;
        expect(judgeLimit(rule, state, 1, now + verdict.retryAfterMs).verdict.isAllowed).toBe(true);
        // Tokens come in fractions, and times in whole milliseconds.
        const early = verdict.retryAfterMs - 2;
        if (early > 0) expect(judgeLimit(rule, state, 1, now + early).verdict.isAllowed).toBe(false);
      }),
    );
  });

  it('is full again at its reset', () => {
    fc.assert(
      fc.property(ruleOf(kind), fc.integer({ min: 1, max: 20 }), (rule, cost) => {
        const { verdict, state } = judgeLimit(rule, undefined, cost, start);
        expect(judgeLimit(rule, state, rule.limit, verdict.resetAt).verdict.isAllowed).toBe(true);
      }),
    );
  });

  it('takes nothing for a refusal, and refuses for ever what is more than the limit', () => {
    fc.assert(
      fc.property(ruleOf(kind), fc.integer({ min: 1, max: 20 }), (rule, used) => {
        const before = judgeLimit(rule, undefined, Math.min(used, rule.limit), start).state;
        const refused = judgeLimit(rule, before, rule.limit + 1, start);
        expect(refused.verdict.isAllowed).toBe(false);
        const left = (state: LimitState) => judgeLimit(rule, state, 1, start).verdict.remaining;
        expect(left(refused.state)).toBe(left(before));
      }),
    );
  });

  it('neither stalls nor hands out more when the clock goes back', () => {
    const rule = { kind, limit: 2, windowMs: 60_000 };
    const spent = judgeLimit(rule, undefined, 2, start).state;
    expect(judgeLimit(rule, spent, 1, start - 600_000).verdict.isAllowed).toBe(false);
    expect(judgeLimit(rule, spent, 1, start + 62_000).verdict.isAllowed).toBe(true);
  });
});

it('a sliding window never allows more than its limit in any stretch of its length', () => {
  fc.assert(
    fc.property(ruleOf('sliding-window'), waits, (rule, parts) => {
      const calls = replay(rule, parts);
      for (const { at } of calls)
        expect(allowedWithin(calls, at, rule.windowMs)).toBeLessThanOrEqual(rule.limit);
    }),
  );
});

it('a token bucket allows at most its burst and what came back meanwhile', () => {
  fc.assert(
    fc.property(ruleOf('token-bucket'), waits, (rule, parts) => {
      const calls = replay(rule, parts);
      const elapsed = (calls.at(-1)?.at ?? start) - start;
      const most = rule.limit + (elapsed * rule.limit) / rule.windowMs;
      expect(calls.filter(({ isAllowed }) => isAllowed).length).toBeLessThanOrEqual(Math.ceil(most));
    }),
  );
});

it('what is given back to a sliding window may be used once more, never twice', () => {
  fc.assert(
    fc.property(
      ruleOf('sliding-window'),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      (rule, uses, returns) => {
        const used = Math.min(uses, rule.limit);
        const { state } = judgeLimit(rule, undefined, used, start);
        const back = giveBackSliding(state, Math.min(returns, used));
        const free = rule.limit - used + Math.min(returns, used);
        expect(judgeLimit(rule, back, free, start).verdict.isAllowed).toBe(true);
        expect(judgeLimit(rule, back, free + 1, start).verdict.isAllowed).toBe(false);
      },
    ),
  );
});

it('what another kind of rule has left behind counts as nothing', () => {
  const bucket = { kind: 'token-bucket', limit: 5, windowMs: 1_000 } as const;
  const window = { ...bucket, kind: 'fixed-window' } as const;
  const text = writeLimitState(bucket, [0, start]);
  expect(readLimitState(bucket, text)).toEqual([0, start]);
  expect(readLimitState(window, text)).toBeUndefined();
  expect(readLimitState(bucket, 'b1,x')).toBeUndefined();
});
