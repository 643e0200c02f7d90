import { z } from 'zod';

const HOUR_MS = 3_600_000;

/** How a site publishes, and what it has a moderator look at first. Kept as JSON: what is missing has its default. */
export const sitePolicySchema = z.object({
  /** `review-first`: nothing is seen by strangers before a moderator approved it. */
  publishing: z.enum(['publish-then-review', 'review-first']).default('publish-then-review'),
  /** People whom moderators trust, and moderators themselves, need no review first and are never too new. */
  trustedSkip: z.boolean().default(true),
  /** Words and phrases; found in title or description they hold the video. */
  watchedWords: z.array(z.string().trim().min(1).max(80)).max(500).default([]),
  /** This many open reports hold a video that no moderator has looked at since; 0: none do. */
  reportsToHold: z.int().min(0).max(1_000).default(3),
  /** Videos of accounts younger than this are held; 0: none are. */
  newAccountHours: z
    .int()
    .min(0)
    .max(24 * 365)
    .default(0),
  /** What has been taken down once is held when it comes again. */
  holdKnownContent: z.boolean().default(true),
});
export type SitePolicy = z.infer<typeof sitePolicySchema>;

/** Why a video waits for a moderator. Rename none, add freely. */
export type HoldReason =
  | 'review-first'
  | 'limited'
  | 'new-account'
  | 'watched-word'
  | 'known-content'
  | 'reports';

export interface ArrivalFacts {
  readonly owner: {
    readonly isModerator: boolean;
    readonly isTrusted: boolean;
    readonly isLimited: boolean;
    readonly ageMs: number;
  };
  /** Title and description. */
  readonly text: string;
  /** The same content was taken down before. */
  readonly isKnown: boolean;
}

/** Why a video that has become ready is not shown to strangers yet; empty: it is. */
export function judgeArrival(policy: SitePolicy, { owner, text, isKnown }: ArrivalFacts): HoldReason[] {
  const skips = owner.isModerator || (policy.trustedSkip && owner.isTrusted);
  const isNew = owner.ageMs < policy.newAccountHours * HOUR_MS;
  const found: readonly (readonly [HoldReason, boolean])[] = [
    ['review-first', policy.publishing === 'review-first' && !skips],
    ['limited', owner.isLimited],
    ['new-account', isNew && !skips],
    ['watched-word', watchedWordsIn(policy.watchedWords, text).length > 0],
    ['known-content', policy.holdKnownContent && isKnown],
  ];
  return found.filter(([, holds]) => holds).map(([reason]) => reason);
}

/** Compares as people read: no case, no accents, no invisible characters, any signs between words. */
function plainWords(text: string): string {
  const bare = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
  return ` ${bare.split(/[^\p{L}\p{N}]+/u).join(' ')} `;
}

/** Which of the words and phrases stand in a text, each as whole words. */
export function watchedWordsIn(words: readonly string[], text: string): string[] {
  const plain = plainWords(text);
  return words.filter((word) => {
    const wanted = plainWords(word);
    return wanted.trim() !== '' && plain.includes(wanted.replace(/^ +/, ' ').replace(/ +$/, ' '));
  });
}
