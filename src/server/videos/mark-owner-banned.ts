import { and, eq, ne } from 'drizzle-orm';
import type { Transaction } from '../db/client.ts';
import { videos } from '../db/schema/videos.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';

/** Takes all videos of a person out of public, or lets them back. Pages that show one are told. */
export async function markOwnerBanned(
  tx: Transaction,
  clock: Clock,
  ownerId: string,
  ownerBanned: boolean,
): Promise<void> {
  await tx.update(videos).set({ ownerBanned }).where(eq(videos.ownerId, ownerId));
  const shown = await tx
    .select({ id: videos.id })
    .from(videos)
    .where(and(eq(videos.ownerId, ownerId), eq(videos.status, 'ready'), ne(videos.visibility, 'private')));
  for (const { id } of shown) await recordVideoChange(tx, clock, id);
}
