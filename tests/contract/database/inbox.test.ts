/** An event has its effect once, however often it is delivered. */
import { eq, sql } from 'drizzle-orm';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import type { Transaction } from '../../../src/server/db/client.ts';
import { videos } from '../../../src/server/db/schema/videos.ts';
import { processOnce } from '../../../src/server/inbox/once.ts';
import { createTestClock, insertVideo } from './planned-video.ts';
import { keepPrivateDatabase } from './private-database.ts';

const clock = createTestClock();
const own = keepPrivateDatabase();

/** An effect that shows how often it was had. */
const raiseVersion = (videoId: string) => async (tx: Transaction) => {
  await tx
    .update(videos)
    .set({ version: sql`${videos.version} + 1` })
    .where(eq(videos.id, videoId));
};
async function versionOf(videoId: string): Promise<number | undefined> {
  const [row] = await own.db.select({ version: videos.version }).from(videos).where(eq(videos.id, videoId));
  return row?.version;
}
const once = (consumer: string, eventId: string, effect: (tx: Transaction) => Promise<void>) =>
  processOnce(own.db, clock, consumer, eventId, effect);

describe('an event that is delivered more than once', () => {
  it('has its effect once, one delivery after the other', async () => {
    const [videoId, eventId] = [await insertVideo(own.db, clock), ulid()];
    for (let delivery = 0; delivery < 3; delivery++) await once('a', eventId, raiseVersion(videoId));
    expect(await versionOf(videoId)).toBe(2);
  });

  it('has its effect once, several deliveries at a time', async () => {
    const [videoId, eventId] = [await insertVideo(own.db, clock), ulid()];
    await Promise.all(Array.from({ length: 8 }, () => once('a', eventId, raiseVersion(videoId))));
    expect(await versionOf(videoId)).toBe(2);
  });

  it('has its effect once for each consumer', async () => {
    const [videoId, eventId] = [await insertVideo(own.db, clock), ulid()];
    for (const consumer of ['a', 'b', 'a', 'b']) await once(consumer, eventId, raiseVersion(videoId));
    expect(await versionOf(videoId)).toBe(3);
  });

  it('has it in a later delivery when the first one failed in the middle, and only then', async () => {
    const [videoId, eventId] = [await insertVideo(own.db, clock), ulid()];
    const failing = once('a', eventId, async (tx) => {
      await raiseVersion(videoId)(tx);
      throw new Error('the process dies');
    });
    await expect(failing).rejects.toThrow('the process dies');
    expect(await versionOf(videoId)).toBe(1);
    await once('a', eventId, raiseVersion(videoId));
    expect(await versionOf(videoId)).toBe(2);
  });
});
