import { leadingTimestamp } from './timestamps.ts';

export interface Chapter {
  readonly startSeconds: number;
  /** Where the next one begins, or the video ends. */
  readonly endSeconds: number;
  readonly title: string;
}

/** With fewer there is nothing to choose from. */
const LEAST = 3;
/** A line of a menu. */
const MAX_TITLE = 100;

/**
 * The chapters that a description lists: lines that begin with a time and have a title, the first at 0:00, at least three,
 * each later than the one before. A list that breaks a rule is no list of chapters, as on other sites.
 */
export function parseChapters(description: string, durationSeconds: number): readonly Chapter[] {
  const found = description
    .split(/\r\n|[\r\n]/)
    .map(leadingTimestamp)
    .filter((line) => line !== undefined)
    .filter(({ seconds, rest }) => rest !== '' && seconds < durationSeconds);
  const isAscending = found.every(({ seconds }, index) => seconds > (found[index - 1]?.seconds ?? -1));
  if (found.length < LEAST || found[0]?.seconds !== 0 || !isAscending) return [];
  return found.map(({ seconds, rest }, index) => ({
    startSeconds: seconds,
    endSeconds: found[index + 1]?.seconds ?? durationSeconds,
    title: rest.slice(0, MAX_TITLE),
  }));
}
