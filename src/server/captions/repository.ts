import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import type { Executor } from '../db/client.ts';
import { captions } from '../db/schema/captions.ts';
import { manifestRefreshes } from '../db/schema/manifest-refreshes.ts';

type CaptionRow = typeof captions.$inferSelect;
/** Without what only the search reads. */
export type ListedCaption = Omit<CaptionRow, 'words'>;

const { words: _, ...listedColumns } = getTableColumns(captions);

export function listCaptions(db: Executor, videoId: string): Promise<ListedCaption[]> {
  return db
    .select(listedColumns)
    .from(captions)
    .where(eq(captions.videoId, videoId))
    .orderBy(asc(captions.language));
}

/** Takes a language's captions away. @returns id of what was there */
export async function deleteCaption(
  db: Executor,
  videoId: string,
  language: string,
): Promise<string | undefined> {
  const isIt = and(eq(captions.videoId, videoId), eq(captions.language, language));
  const [row] = await db.select({ id: captions.id }).from(captions).where(isIt).for('update');
  if (row) await db.delete(captions).where(eq(captions.id, row.id));
  return row?.id;
}

export async function insertCaption(db: Executor, row: CaptionRow): Promise<void> {
  await db.insert(captions).values(row);
}

export async function askForManifests(db: Executor, videoId: string, revision: string): Promise<void> {
  await db
    .insert(manifestRefreshes)
    .values({ videoId, revision })
    .onDuplicateKeyUpdate({ set: { revision } });
}
