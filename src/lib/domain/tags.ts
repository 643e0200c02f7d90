/** More say nothing: whoever lists fifty words wants to be found by what is not in the video. */
export const MAX_TAGS = 15;
export const MAX_TAG_LENGTH = 40;

/** Tags as they are kept: without a hash, with single spaces, each once whatever its case, empty ones left out. */
export function cleanTags(tags: readonly string[]): readonly string[] {
  const byFold = new Map<string, string>();
  for (const tag of tags) {
    // Half a surrogate pair is no JSON to MySQL.
    const plain = tag.toWellFormed().replaceAll(/[\s\p{Cc}]+/gu, ' ');
    const clean = plain.replace(/^[ #]+/, '').trim();
    const fold = clean.toLowerCase();
    if (clean !== '' && !byFold.has(fold)) byFold.set(fold, clean);
  }
  return [...byFold.values()];
}

/** What somebody typed in one field, separated by commas. */
export const splitTags = (typed: string): readonly string[] => cleanTags(typed.split(/[,\n]/));
