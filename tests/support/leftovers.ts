/** What a person's uploads have left: rows that still reserve, and bytes that lie in the store. */
import { and, eq } from 'drizzle-orm';
import type { Database } from '../../src/server/db/client.ts';
import { uploadSessions } from '../../src/server/db/schema/upload-sessions.ts';
import { videos } from '../../src/server/db/schema/videos.ts';
import { readUsage } from '../../src/server/uploads/usage-repository.ts';
import { openObjectStore, sourceBucket } from './object-store.ts';
import type { RestClient } from './rest-client.ts';

const store = openObjectStore();

export const usageOf = (db: Database, { userId }: RestClient) => readUsage(db, userId, new Date());
export const nothing = { totalBytes: 0, dailyBytes: 0, openUploads: 0 };

/** Keys of objects and of unfinished multipart uploads that belong to this person's videos. */
export async function keysOf(db: Database, { userId }: RestClient): Promise<string[]> {
  const own = await db.select({ id: videos.id }).from(videos).where(eq(videos.ownerId, userId));
  const ids = new Set(own.map(({ id }) => id));
  const keys: string[] = [];
  for await (const page of store.listMultiparts(sourceBucket())) keys.push(...page.map(({ key }) => key));
  for (const id of ids) {
    const objects = await store.listObjects(sourceBucket(), `${id}/`, 100);
    keys.push(...objects.map(({ key }) => key));
  }
  return [...new Set(keys)].filter((key) => ids.has(key.slice(0, 26)));
}

export const openSessionsOf = (db: Database, { userId }: RestClient) =>
  db
    .select()
    .from(uploadSessions)
    .where(and(eq(uploadSessions.ownerId, userId), eq(uploadSessions.status, 'open')));
