import type { Judgement, LimitRule, LimitState } from './limit-rule.ts';

/** State: when the window began (ms), and what was used in it. It begins with the first call, not with the clock. */
export function judgeFixedWindow(
  { limit, windowMs }: LimitRule,
  state: LimitState | undefined,
  cost: number,
  now: number,
): Judgement {
  const [keptStart = now, keptUsed = 0] = state ?? [];
  const isOver = now - keptStart >= windowMs;
  // A clock that went back must not prolong a window.
  const start = isOver ? now : Math.min(keptStart, now);
  const used = isOver ? 0 : keptUsed;
  const isAllowed = used + cost <= limit;
  const after = isAllowed ? used + cost : used;
  const resetAt = start + windowMs;
  return {
    verdict: {
      isAllowed,
      limit,
      remaining: Math.max(0, limit - after),
      resetAt,
      retryAfterMs: isAllowed ? 0 : Math.max(1, resetAt - now),
    },
    state: [start, after],
  };
}
