import { and, desc, eq, inArray } from 'drizzle-orm';
import { affectedRows, type Executor } from '../db/client.ts';
import { appeals } from '../db/schema/appeals.ts';
import { type ModerationActionRow, moderationActions } from '../db/schema/moderation-actions.ts';

/** The takedown that a video is under. */
export async function findTakedown(db: Executor, videoId: string): Promise<ModerationActionRow | undefined> {
  const [action] = await db
    .select()
    .from(moderationActions)
    .where(and(eq(moderationActions.videoId, videoId), inArray(moderationActions.kind, ['reject', 'hide'])))
    .orderBy(desc(moderationActions.id))
    .limit(1);
  return action;
}

/** @returns false when there is an appeal against this takedown already */
export async function insertAppeal(db: Executor, appeal: typeof appeals.$inferInsert): Promise<boolean> {
  return affectedRows(await db.insert(appeals).ignore().values(appeal)) === 1;
}

export async function findAppeal(db: Executor, actionId: string) {
  const [appeal] = await db.select().from(appeals).where(eq(appeals.actionId, actionId));
  return appeal;
}

/** @returns how many were open */
export async function endAppeals(
  db: Executor,
  videoId: string,
  state: 'accepted' | 'refused',
  endedAt: Date,
): Promise<number> {
  const ended = await db
    .update(appeals)
    .set({ state, endedAt })
    .where(and(eq(appeals.videoId, videoId), eq(appeals.state, 'open')));
  return affectedRows(ended);
}

export function listAppeals(db: Executor, videoId: string) {
  return db.select().from(appeals).where(eq(appeals.videoId, videoId)).orderBy(desc(appeals.id));
}
