/** The stack's own MySQL, to look at what the surface does not show. */
import { and, asc, eq, gte } from 'drizzle-orm';
import { type Database, openDatabase } from '../../src/server/db/client.ts';
import { bindings } from '../../src/server/db/schema/bindings.ts';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import { type VideoRow, videos } from '../../src/server/db/schema/videos.ts';
import { sharedStack } from '../shared-stack.ts';

/** Close it in `afterAll`, or the test run does not end. */
export const openStackDatabase = () => openDatabase(sharedStack().env.DATABASE_URL ?? '', 4);

export async function rowOf(db: Database, videoId: string): Promise<VideoRow> {
  const [row] = await db.select().from(videos).where(eq(videos.id, videoId));
  if (!row) throw new Error(`no video ${videoId}`);
  return row;
}

export const tasksOf = (db: Database, videoId: string) =>
  db.select().from(tasks).where(eq(tasks.videoId, videoId));

/** Media segments and inits in a fixed order, for comparing before and after. */
export const bindingsOf = (db: Database, videoId: string) =>
  db
    .select()
    .from(bindings)
    .where(eq(bindings.videoId, videoId))
    .orderBy(asc(bindings.track), asc(bindings.number));

export const segmentsOf = (db: Database, videoId: string) =>
  db
    .select()
    .from(bindings)
    .where(and(eq(bindings.videoId, videoId), gte(bindings.number, 0)));
