import { and, eq, isNull, ne } from 'drizzle-orm';
import { composeSearchTokens } from '#lib/domain/search-words.ts';
import type { Database, Executor } from '../db/client.ts';
import { captions } from '../db/schema/captions.ts';
import { videoTexts } from '../db/schema/video-texts.ts';
import { videos } from '../db/schema/videos.ts';

/** As many videos as are read into memory at a time. */
const BATCH = 200;

/** Brings what the search finds a video by in step with it: called in every transaction that changes its words. */
export async function indexWords(tx: Executor, videoId: string): Promise<void> {
  const [video] = await tx
    .select({ title: videos.title, description: videos.description, tags: videos.tags })
    .from(videos)
    .where(eq(videos.id, videoId));
  if (!video) return;
  const spoken = await tx
    .select({ words: captions.words })
    .from(captions)
    .where(eq(captions.videoId, videoId));
  const words = composeSearchTokens({
    ...video,
    tags: video.tags ?? [],
    captions: spoken.map((track) => track.words ?? ''),
  });
  await tx.insert(videoTexts).values({ videoId, words }).onDuplicateKeyUpdate({ set: { words } });
}

/** For videos of before there was a search: with the migration. What an interrupted run left is done by the next. */
export async function indexMissingWords(db: Database): Promise<void> {
  for (;;) {
    const missing = await db
      .select({ id: videos.id })
      .from(videos)
      .leftJoin(videoTexts, eq(videoTexts.videoId, videos.id))
      .where(and(isNull(videoTexts.videoId), ne(videos.status, 'deleted')))
      .limit(BATCH);
    if (missing.length === 0) return;
    await db.transaction(async (tx) => {
      for (const { id } of missing) await indexWords(tx, id);
    });
  }
}
