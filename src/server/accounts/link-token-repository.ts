import { and, countDistinct, eq, gt, isNull, lt } from 'drizzle-orm';
import { affectedRows, type Executor } from '../db/client.ts';
import { accountTokens, type TokenPurpose } from '../db/schema/account-tokens.ts';

export async function insertToken(db: Executor, token: typeof accountTokens.$inferInsert): Promise<void> {
  await db.insert(accountTokens).values(token);
}

/** How many letters were asked for after `from` and before `until`. */
export async function countLettersBetween(
  db: Executor,
  userId: string,
  purpose: TokenPurpose,
  from: Date,
  until: Date,
): Promise<number> {
  const [row] = await db
    .select({ letters: countDistinct(accountTokens.createdAt) })
    .from(accountTokens)
    .where(
      and(
        eq(accountTokens.userId, userId),
        eq(accountTokens.purpose, purpose),
        gt(accountTokens.createdAt, from),
        lt(accountTokens.createdAt, until),
      ),
    );
  return row?.letters ?? 0;
}

/** Of several who use one token together, one gets its person's id; the others get nothing. */
export async function useToken(
  db: Executor,
  tokenHash: string,
  purpose: TokenPurpose,
  now: Date,
): Promise<string | undefined> {
  const result = await db
    .update(accountTokens)
    .set({ usedAt: now })
    .where(
      and(
        eq(accountTokens.tokenHash, tokenHash),
        eq(accountTokens.purpose, purpose),
        isNull(accountTokens.usedAt),
        gt(accountTokens.expiresAt, now),
      ),
    );
  if (affectedRows(result) !== 1) return undefined;
  const [row] = await db
    .select({ userId: accountTokens.userId })
    .from(accountTokens)
    .where(eq(accountTokens.tokenHash, tokenHash));
  return row?.userId;
}

export async function removeUnusedTokens(db: Executor, userId: string, purpose: TokenPurpose): Promise<void> {
  await db
    .delete(accountTokens)
    .where(
      and(eq(accountTokens.userId, userId), eq(accountTokens.purpose, purpose), isNull(accountTokens.usedAt)),
    );
}
