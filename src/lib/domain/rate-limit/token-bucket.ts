import type { Judgement, LimitRule, LimitState } from './limit-rule.ts';

/** State: tokens left, and when that was (ms). A bucket nobody has used is full. */
export function judgeTokenBucket(
  { limit, windowMs }: LimitRule,
  state: LimitState | undefined,
  cost: number,
  now: number,
): Judgement {
  const [kept = limit, at = now] = state ?? [];
  // A clock that went back must not take tokens away.
  const gained = (Math.max(0, now - at) * limit) / windowMs;
  const tokens = Math.min(limit, kept + gained);
  const isAllowed = tokens >= cost;
  const left = isAllowed ? tokens - cost : tokens;
  const msUntil = (wanted: number) => Math.ceil(((wanted - left) * windowMs) / limit);
  return {
    verdict: {
      isAllowed,
      limit,
      remaining: Math.floor(left),
      resetAt: now + msUntil(limit),
      retryAfterMs: isAllowed ? 0 : Math.max(1, msUntil(Math.min(cost, limit))),
    },
    state: [left, Math.max(at, now)],
  };
}
