import { and, eq } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { videos } from '../db/schema/videos.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { findSourceObjects } from '../uploads/volumes.ts';

export type SourcePolicy = 'keep' | 'archive' | 'delete';

/** Does with the originals of ready videos what SOURCE_AFTER_READY says. Idempotent; answers how many. */
export async function disposeSources(
  parts: { db: Database; store: ObjectStore; sourceBucket: string },
  policy: SourcePolicy,
): Promise<number> {
  if (policy === 'keep') return 0;
  const { db, store, sourceBucket } = parts;
  const ready = await db
    .select({ id: videos.id })
    .from(videos)
    .where(and(eq(videos.status, 'ready'), eq(videos.sourceState, 'present')))
    .limit(20);
  for (const { id } of ready) {
    const objects = await findSourceObjects(db, sourceBucket, id);
    await Promise.all(
      objects.map((object) => (policy === 'archive' ? store.markForArchive(object) : store.remove(object))),
    );
    const sourceState = policy === 'archive' ? 'archived' : 'deleted';
    await db.update(videos).set({ sourceState }).where(eq(videos.id, id));
  }
  return ready.length;
}
