import type { Clock } from '../src/server/ports/clock.ts';
import type { Random } from './random.ts';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A program's own clock, off by its skew, and ULIDs of that time. */
export function createSeededClock(nowMs: () => number, skewMs: number, random: Random): Clock {
  const now = () => Math.floor(nowMs() + skewMs);
  return { now: () => new Date(now()), newId: () => composeUlid(now(), random) };
}

function composeUlid(ms: number, random: Random): string {
  let time = '';
  for (let rest = ms, digit = 0; digit < 10; digit++, rest = Math.floor(rest / 32))
    time = letters.charAt(rest % 32) + time;
  let chance = '';
  for (let digit = 0; digit < 16; digit++) chance += letters.charAt(random.whole(0, 31));
  return time + chance;
}
