import { and, eq } from 'drizzle-orm';
import { affectedRows, type Database } from '../db/client.ts';
import { rateLimits } from '../db/schema/rate-limits.ts';
import type { LimitStore } from '../ports/limit-store.ts';

/** A read by primary key and one guarded write, neither in a transaction: a refused flood holds no locks. */
export function createMysqlLimitStore(db: Database): LimitStore {
  return {
    async read(key) {
      const [row] = await db
        .select({ state: rateLimits.state })
        .from(rateLimits)
        .where(eq(rateLimits.id, key));
      return row?.state;
    },
    async swap(key, before, after, keepUntil) {
      const values = { state: after, expiresAt: keepUntil };
      const result =
        before === undefined
          ? await db
              .insert(rateLimits)
              .ignore()
              .values({ id: key, ...values })
          : await db
              .update(rateLimits)
              .set(values)
              .where(and(eq(rateLimits.id, key), eq(rateLimits.state, before)));
      return affectedRows(result) === 1;
    },
  };
}
