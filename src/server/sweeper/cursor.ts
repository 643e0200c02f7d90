import { eq } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { sweepCursors } from '../db/schema/sweep-cursors.ts';

/** Where a broom's last turn ended; '' at the start of a round. */
export async function readCursor(db: Database, name: string): Promise<string> {
  const [row] = await db.select().from(sweepCursors).where(eq(sweepCursors.name, name));
  return row?.position ?? '';
}

/** Kept after the turn's work is done: a turn that breaks off is done again. */
export async function writeCursor(db: Database, name: string, position: string): Promise<void> {
  await db.insert(sweepCursors).values({ name, position }).onDuplicateKeyUpdate({ set: { position } });
}
