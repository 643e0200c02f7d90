import { and, asc, count, eq, gt, isNull, lt, or } from 'drizzle-orm';
import { affectedRows, type Executor } from '../db/client.ts';
import { apiKeys } from '../db/schema/api-keys.ts';
import { users } from '../db/schema/users.ts';

export type ApiKeyRow = typeof apiKeys.$inferSelect;

export async function insertKey(db: Executor, key: ApiKeyRow): Promise<void> {
  await db.insert(apiKeys).values(key);
}

export async function countKeys(db: Executor, userId: string): Promise<number> {
  const [row] = await db.select({ amount: count() }).from(apiKeys).where(eq(apiKeys.userId, userId));
  return row?.amount ?? 0;
}

export async function findKeysOf(db: Executor, userId: string): Promise<ApiKeyRow[]> {
  return db.select().from(apiKeys).where(eq(apiKeys.userId, userId)).orderBy(asc(apiKeys.id));
}

/** Removes the key if it is this person's; answers whether there was one. */
export async function deleteKey(db: Executor, userId: string, id: string): Promise<boolean> {
  const result = await db.delete(apiKeys).where(and(eq(apiKeys.id, id), eq(apiKeys.userId, userId)));
  return affectedRows(result) === 1;
}

/** A key that counts now, with the account that it acts as, unless that is banned or deleted: one query, for every call makes it. */
export async function findLiveKey(db: Executor, keyHash: string, now: Date) {
  const [row] = await db
    .select({ key: apiKeys, user: users })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(
      and(
        eq(apiKeys.keyHash, keyHash),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
        isNull(users.bannedAt),
        isNull(users.deletedAt),
      ),
    );
  return row;
}

/** Notes the use, unless another call has done so since `before`. */
export async function noteUse(
  db: Executor,
  id: string,
  { now, before }: { readonly now: Date; readonly before: Date },
): Promise<void> {
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before))));
}
