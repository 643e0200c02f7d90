import { and, desc, eq, gt, inArray, isNull, lt, ne, or } from 'drizzle-orm';
import { affectedRows, type Executor } from '../db/client.ts';
import { sessions } from '../db/schema/sessions.ts';
import { users } from '../db/schema/users.ts';
import type { Device } from './device.ts';

export async function insertSession(db: Executor, session: typeof sessions.$inferInsert): Promise<void> {
  await db.insert(sessions).values(session);
}

function isLive(now: Date) {
  return and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now));
}

/** The session with its person, whatever has become of either. */
export async function findSession(db: Executor, sessionId: string) {
  const [row] = await db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, sessionId));
  return row;
}

/** Of these sessions, those that may be used: neither ended nor over, of people who are neither banned nor gone. */
export async function findUsable(
  db: Executor,
  sessionIds: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  const rows = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        inArray(sessions.id, [...sessionIds]),
        isLive(now),
        isNull(users.bannedAt),
        isNull(users.deletedAt),
      ),
    );
  return rows.map(({ id }) => id);
}

/** Makes `next` the token that counts, only while the presented one is. */
export async function rotateRefreshToken(
  db: Executor,
  sessionId: string,
  jtis: { readonly presented: string; readonly next: string },
  now: Date,
): Promise<boolean> {
  const result = await db
    .update(sessions)
    .set({ refreshJti: jtis.next, previousJti: jtis.presented, rotatedAt: now })
    .where(and(eq(sessions.id, sessionId), eq(sessions.refreshJti, jtis.presented), isLive(now)));
  return affectedRows(result) === 1;
}

/** @returns whether it was live until now */
export async function revokeSession(db: Executor, sessionId: string, now: Date): Promise<boolean> {
  const result = await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
  return affectedRows(result) === 1;
}

/** Ends every session of a person but `except`. @returns how many were live until now */
export async function revokeSessionsOf(
  db: Executor,
  userId: string,
  now: Date,
  except = '',
): Promise<number> {
  const result = await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), ne(sessions.id, except), isNull(sessions.revokedAt)));
  return affectedRows(result);
}

export async function listLiveSessions(db: Executor, userId: string, now: Date) {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isLive(now)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}

/** Notes that the session was used, at most once in `everyMs`: requests come many a second. */
export async function noteSeen(
  db: Executor,
  sessionId: string,
  { address }: Pick<Device, 'address'>,
  now: Date,
  everyMs: number,
): Promise<void> {
  const due = new Date(now.getTime() - everyMs);
  await db
    .update(sessions)
    .set({ lastSeenAt: now, ...(address !== null && { address }) })
    .where(and(eq(sessions.id, sessionId), or(isNull(sessions.lastSeenAt), lt(sessions.lastSeenAt, due))));
}
