import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Executor } from '../db/client.ts';
import { affectedRows } from '../db/client.ts';
import { sessions } from '../db/schema/sessions.ts';
import { users } from '../db/schema/users.ts';

export type UserRow = typeof users.$inferSelect;

/** Inserts the account, or answers false when the address is taken. */
export async function insertUser(db: Executor, user: typeof users.$inferInsert): Promise<boolean> {
  const result = await db.insert(users).ignore().values(user);
  return affectedRows(result) === 1;
}

export async function findUserByEmail(db: Executor, email: string): Promise<UserRow | undefined> {
  const [user] = await db.select().from(users).where(eq(users.email, email));
  return user;
}

export async function insertSession(db: Executor, session: typeof sessions.$inferInsert): Promise<void> {
  await db.insert(sessions).values(session);
}

function isLive(now: Date) {
  return and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now));
}

export async function findLiveSession(db: Executor, sessionId: string, now: Date) {
  const [row] = await db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, sessionId), isLive(now)));
  return row;
}

/** Swaps the refresh token only while the presented one is still the current one. */
export async function swapRefreshToken(
  db: Executor,
  sessionId: string,
  hashes: { readonly presented: string; readonly next: string },
  now: Date,
): Promise<boolean> {
  const result = await db
    .update(sessions)
    .set({ refreshTokenHash: hashes.next })
    .where(and(eq(sessions.id, sessionId), eq(sessions.refreshTokenHash, hashes.presented), isLive(now)));
  return affectedRows(result) === 1;
}

export async function revokeSession(db: Executor, sessionId: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
}
