import { and, eq, lt, or } from 'drizzle-orm';
import { affectedRows, type Database } from '../db/client.ts';
import { duties } from '../db/schema/duties.ts';
import type { Clock } from '../ports/clock.ts';

/** How long a dead holder is waited for. */
const HOLD_MS = 10_000;
/** Prolonged when this much of it is gone: turns come twenty times a second, writes need not. */
const PROLONG_AFTER_MS = HOLD_MS / 4;

/** A job that one replica does for all. */
export interface Duty {
  /** True while this replica holds it; call before each turn, it prolongs the hold. */
  hold(): Promise<boolean>;
  /** Lets the next replica take over at once. */
  release(): Promise<void>;
}

export function createDuty(parts: { db: Database; clock: Clock }, name: string, holder: string): Duty {
  const { db, clock } = parts;
  const isMine = and(eq(duties.name, name), eq(duties.holder, holder));
  const until = () => new Date(clock.now().getTime() + HOLD_MS);

  let prolongedAt = Number.NEGATIVE_INFINITY;

  async function isHeldByAnother(): Promise<boolean> {
    const [held] = await db.select().from(duties).where(eq(duties.name, name));
    return held !== undefined && held.holder !== holder && held.heldUntil >= clock.now();
  }

  /** Takes the duty from nobody, from itself, or from a holder whose time is over. */
  async function claim(): Promise<boolean> {
    // A replica that stands by asks twenty times a second: reading is cheaper than trying to write.
    if (prolongedAt === Number.NEGATIVE_INFINITY && (await isHeldByAnother())) return false;
    const isFree = or(eq(duties.holder, holder), lt(duties.heldUntil, clock.now()));
    const taken = await db
      .update(duties)
      .set({ holder, heldUntil: until() })
      .where(and(eq(duties.name, name), isFree));
    if (affectedRows(taken) === 1) return true;
    const created = await db.insert(duties).ignore().values({ name, holder, heldUntil: until() });
    return affectedRows(created) === 1;
  }

  return {
    async hold() {
      const now = clock.now().getTime();
      if (now - prolongedAt < PROLONG_AFTER_MS) return true;
      const isHeld = await claim();
      prolongedAt = isHeld ? now : Number.NEGATIVE_INFINITY;
      return isHeld;
    },
    async release() {
      prolongedAt = Number.NEGATIVE_INFINITY;
      await db.delete(duties).where(isMine);
    },
  };
}
