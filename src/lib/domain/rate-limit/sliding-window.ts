import type { Judgement, LimitRule, LimitState } from './limit-rule.ts';

/** Calls are counted by slots of the window, so that a state stays small however many calls are allowed. */
const SLOTS = 60;

interface Slot {
  readonly number: number;
  readonly count: number;
}

function readSlots(state: LimitState | undefined): Slot[] {
  const slots: Slot[] = [];
  for (let at = 0; at + 1 < (state?.length ?? 0); at += 2)
    slots.push({ number: state?.[at] ?? 0, count: state?.[at + 1] ?? 0 });
  return slots;
}

const writeSlots = (slots: readonly Slot[]): LimitState =>
  slots.filter(({ count }) => count > 0).flatMap(({ number, count }) => [number, count]);

const slotMsOf = ({ windowMs }: LimitRule): number => Math.max(1, windowMs / SLOTS);

/** The end of a slot plus a window: only then is the last call in it certainly out of sight. */
const goneAt = (rule: LimitRule, number: number): number =>
  Math.ceil((number + 1) * slotMsOf(rule) + rule.windowMs);

/** State: pairs of slot number (of the epoch) and count, oldest first. Errs by up to one slot, to the strict side. */
export function judgeSlidingWindow(
  rule: LimitRule,
  state: LimitState | undefined,
  cost: number,
  now: number,
): Judgement {
  const live = readSlots(state).filter(({ number }) => goneAt(rule, number) > now);
  const used = live.reduce((sum, { count }) => sum + count, 0);
  const isAllowed = used + cost <= rule.limit;
  // Slots stay in order when the clock goes back.
  const current = Math.max(Math.floor(now / slotMsOf(rule)), live.at(-1)?.number ?? 0);
  const older = live.filter(({ number }) => number < current);
  const inCurrent = live.find(({ number }) => number === current)?.count ?? 0;
  const after = isAllowed ? [...older, { number: current, count: inCurrent + cost }] : live;
  const resetAt = Math.max(now, ...after.map(({ number }) => goneAt(rule, number)));
  return {
    verdict: {
      isAllowed,
      limit: rule.limit,
      remaining: Math.max(0, rule.limit - used - (isAllowed ? cost : 0)),
      resetAt,
      retryAfterMs: isAllowed ? 0 : Math.max(1, msUntilFree(rule, live, used + cost - rule.limit, now)),
    },
    state: writeSlots(after),
  };
}

function msUntilFree(rule: LimitRule, live: readonly Slot[], wanted: number, now: number): number {
  let freed = 0;
  for (const { number, count } of live) {
    freed += count;
    if (freed >= wanted) return goneAt(rule, number) - now;
  }
  return rule.windowMs;
}

/** Takes back what turned out not to count (a sign-in that succeeded): the newest first, so it never frees more later. */
export function giveBackSliding(state: LimitState | undefined, cost: number): LimitState {
  let left = cost;
  const slots = readSlots(state)
    .toReversed()
    .map(({ number, count }) => {
      const taken = Math.min(left, count);
      left -= taken;
      return { number, count: count - taken };
    });
  return writeSlots(slots.toReversed());
}
