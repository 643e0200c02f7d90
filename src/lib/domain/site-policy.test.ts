import { describe, expect, it } from 'vitest';
import {
  type ArrivalFacts,
  judgeArrival,
  type SitePolicy,
  sitePolicySchema,
  watchedWordsIn,
} from './site-policy.ts';

const policy = (over: Partial<SitePolicy> = {}): SitePolicy => ({ ...sitePolicySchema.parse({}), ...over });
const owner = { isModerator: false, isTrusted: false, isLimited: false, ageMs: 60_000 };
const facts = (over: Partial<ArrivalFacts> = {}): ArrivalFacts => ({
  owner,
  text: 'A walk',
  isKnown: false,
  ...over,
});

describe('a video that has become ready', () => {
  it('is shown at once where nothing else is set', () => {
    expect(judgeArrival(policy(), facts())).toEqual([]);
  });

  it('waits where review comes first, but for whom the site trusts', () => {
    const first = policy({ publishing: 'review-first' });
    const trusted = facts({ owner: { ...owner, isTrusted: true } });
    expect(judgeArrival(first, facts())).toEqual(['review-first']);
    expect(judgeArrival(first, trusted)).toEqual([]);
    expect(judgeArrival({ ...first, trustedSkip: false }, trusted)).toEqual(['review-first']);
    expect(judgeArrival(first, facts({ owner: { ...owner, isModerator: true } }))).toEqual([]);
  });

  it('waits while its owner’s account is new, up to the very hour', () => {
    const careful = policy({ newAccountHours: 1 });
    const aged = (ageMs: number) => judgeArrival(careful, facts({ owner: { ...owner, ageMs } }));
    expect(aged(3_599_999)).toEqual(['new-account']);
    expect(aged(3_600_000)).toEqual([]);
  });

  it('waits for every reason there is, and trust outweighs neither content nor a limit', () => {
    const strict = policy({ publishing: 'review-first', newAccountHours: 1, watchedWords: ['walk'] });
    const everything = facts({ isKnown: true, owner: { ...owner, isLimited: true } });
    expect(judgeArrival(strict, everything)).toEqual([
      'review-first',
      'limited',
      'new-account',
      'watched-word',
      'known-content',
    ]);
    const trusted = { ...everything, owner: { ...everything.owner, isTrusted: true } };
    expect(judgeArrival(strict, trusted)).toEqual(['limited', 'watched-word', 'known-content']);
  });
});

describe('a watched word', () => {
  it.each([
    ['Buy pills now', ['pills']],
    ['PILLS!', ['pills']],
    ['p\u200bills', ['pills']],
    ['pílls', ['pills']],
    ['ｐｉｌｌｓ', ['pills']],
    ['#pills', ['pills']],
    ['spills and pillsbury', []],
    ['free   Bet-ting money', []],
    ['Free: betting!', ['free betting']],
    ['', []],
  ])('in %j is found as people read it: %j', (text, found) => {
    expect(watchedWordsIn(['pills', 'free betting', '...'], text)).toEqual(found);
  });

  it('is found in every script', () => {
    expect(watchedWordsIn(['казино'], 'Лучшее КАЗИНО города')).toEqual(['казино']);
  });
});
