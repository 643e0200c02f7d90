import { type SQL, sql } from 'drizzle-orm';
import { buildSearchExpression } from '#lib/domain/search-words.ts';
import { videoTexts } from '../db/schema/video-texts.ts';

/** How well a row of `video_texts` fits, 0 for not at all: the condition of its FULLTEXT index and its rank in one. */
export const matchOf = (expression: string): SQL<number> =>
  sql<number>`match(${videoTexts.words}) against (${expression} in boolean mode)`;

/**
 * The condition that a joined row of `video_texts` answers the question; undefined where nothing is asked. A question
 * without a word finds nothing.
 */
export function answersQuestion(question: string | undefined): SQL | undefined {
  if (!question?.trim()) return undefined;
  const expression = buildSearchExpression(question);
  return expression === null ? sql`false` : matchOf(expression);
}
