/** A catalog as large as a site's may become, written straight into the tables. */
import { sql } from 'drizzle-orm';
import { plan } from '../../src/lib/domain/plan.ts';
import { composeSearchTokens } from '../../src/lib/domain/search-words.ts';
import { sampleFacts } from '../../src/lib/domain/testing/sample-facts.ts';
import { renditions } from '../../src/server/db/schema/renditions.ts';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import { videoTexts } from '../../src/server/db/schema/video-texts.ts';
import { videos } from '../../src/server/db/schema/videos.ts';
import { createRandom } from '../figures/random.ts';
import type { BenchStack } from './bench-stack.ts';

/** Of as many words are all texts made. */
const VOCABULARY = 5_000;
const BATCH = 500;
const SYLLABLES = ['ka', 'lo', 'mi', 'ran', 'tes', 'vol', 'ner', 'dis', 'pom', 'gal', 'sur', 'bek'] as const;
const DAY_MS = 86_400_000;

/** The same number is the same word: pronounceable, and no two begin alike by accident only. */
function wordOf(number: number): string {
  let rest = number;
  let word = '';
  for (let place = 0; place < 4; place++) {
    word += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word;
}

/** What people look for is any of them. */
export const askedWord = (random: () => number): string => wordOf(Math.floor(VOCABULARY * random()));

/** Few words are frequent and most are rare, as in any language. */
const anyWord = (random: () => number): string => wordOf(Math.floor(VOCABULARY * random() ** 3));

const idOf = (prefix: string, number: number) => `01BENCH${prefix}${String(number).padStart(18, '0')}`;

/**
 * @param count one in five of them is not public
 * @returns when all is written and the server has counted anew what its indexes hold
 */
export async function fillCatalog(
  { db }: BenchStack,
  ownerIds: readonly string[],
  count: number,
  signal: AbortSignal,
): Promise<void> {
  const random = createRandom(7);
  const facts = sampleFacts();
  const planned = plan(facts);
  const first = Date.now() - 400 * DAY_MS;
  const words = (length: number) => Array.from({ length }, () => anyWord(random)).join(' ');

  for (let at = 0; at < count; at += BATCH) {
    signal.throwIfAborted();
    const rows = Array.from({ length: Math.min(BATCH, count - at) }, (_, index) => {
      const number = at + index;
      const createdAt = new Date(first + Math.floor((400 * DAY_MS * number) / count));
      const ownerId = ownerIds[number % ownerIds.length] ?? '';
      return {
        ...{ id: idOf('V', number), ownerId, createdAt, uploadedAt: createdAt, processedAt: createdAt },
        ...{ title: words(5), description: words(40), tags: [words(1), words(1)] },
        ...{ originalFilename: `clip-${(number * 7_919) % count}.mp4`, contentType: 'video/mp4' },
        ...{ sizeBytes: facts.sizeBytes, status: 'ready' as const, playable: true },
        visibility: number % 5 === 0 ? ('private' as const) : ('public' as const),
        moderation: 'approved' as const,
        ...{ facts, plan: planned, durationMs: 10_000 + ((number * 7_919) % 3_600_000) },
        thumbnailKey: `${idOf('V', number)}/still-0-1.jpg`,
      };
    });
    await db.insert(videos).values(rows);
    await db
      .insert(videoTexts)
      .values(rows.map((row) => ({ videoId: row.id, words: composeSearchTokens({ ...row, captions: [] }) })));
    await db.insert(renditions).values(
      rows.flatMap(({ id }) =>
        planned.rungs.slice(0, 2).map(({ name, width, height }) => ({
          ...{ videoId: id, name, width, height, codecs: 'avc1.64001f' },
          ...{ bitrateBps: 1_000_000, sizeBytes: 1_000_000, path: `${id}/${name}/playlist.m3u8` },
        })),
      ),
    );
    await db.insert(tasks).values(
      rows.map(({ id, ownerId, createdAt }, index) => ({
        ...{ id: idOf('T', at + index), videoId: id, ownerId, createdAt, kind: 'encode' as const },
        ...{
          status: 'done' as const,
          rungs: 'all',
          priority: 30,
          weight: 1,
          errors: [],
          finishedAt: createdAt,
        },
      })),
    );
  }
  await db.execute(sql`analyze table videos, video_texts, renditions, tasks`);
}
