import { and, eq, lt, or } from 'drizzle-orm';
import { affectedRows, type Database } from '../db/client.ts';
import { duties } from '../db/schema/duties.ts';
import type { Clock } from '../ports/clock.ts';

/** How long a dead holder is waited for. */
const HOLD_MS = 10_000;

/** A job that one replica does for all. */
export interface Duty {
  /** True while this replica holds it; call often, it prolongs the hold. */
  hold(): Promise<boolean>;
  /** Lets the next replica take over at once. */
  release(): Promise<void>;
}

export function createDuty(parts: { db: Database; clock: Clock }, name: string, holder: string): Duty {
  const { db, clock } = parts;
  const isMine = and(eq(duties.name, name), eq(duties.holder, holder));
  const until = () => new Date(clock.now().getTime() + HOLD_MS);

  return {
    async hold() {
      const now = clock.now();
      const taken = await db
        .update(duties)
        .set({ holder, heldUntil: until() })
        .where(and(eq(duties.name, name), or(eq(duties.holder, holder), lt(duties.heldUntil, now))));
      if (affectedRows(taken) === 1) return true;
      const created = await db.insert(duties).ignore().values({ name, holder, heldUntil: until() });
      return affectedRows(created) === 1;
    },
    async release() {
      await db.delete(duties).where(isMine);
    },
  };
}
