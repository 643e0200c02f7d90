import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSearchExpression, composeSearchTokens, uniqueTokens } from './search-words.ts';

/** As the server compares them: every asked token is there, or one that begins with it. */
function finds(question: string, text: string): boolean {
  const kept = uniqueTokens(text).split(' ');
  const asked = buildSearchExpression(question)?.split(' ') ?? ['+nothing'];
  return asked.every((term) => {
    const token = term.replace(/^\+/, '').replace(/\*$/, '');
    return kept.some((one) => (term.endsWith('*') ? one.startsWith(token) : one === token));
  });
}

describe('a question', () => {
  it.each([
    ['walk', 'A Walk in the rain'],
    ['RAIN walk', 'A walk in the rain'],
    ['wal', 'A walk'],
    ['cafe', 'Le Café'],
    ['café', 'Le cafe'],
    ['ai', 'AI for all'],
    ['the who', 'The Who'],
    ['c', 'C, the language'],
    ['москва', 'Ночная Москва'],
    ['моск', 'Ночная Москва'],
    ['京都', '東京都の夜'],
    ['京', '京都'],
    ['한국', '한국어 수업'],
    ['flash beep', 'flash-beep_480p.mp4'],
    ['ﬁlm', 'Film'],
    ['x'.repeat(200), 'x'.repeat(300)],
  ])('for %s finds %s', (question, text) => {
    expect(finds(question, text)).toBe(true);
  });

  it.each([
    ['run', 'A walk'],
    ['walk run', 'A walk'],
    ['a', 'Anna'],
    ['大阪', '東京都の夜'],
    ['walks', 'A walk'],
  ])('for %s does not find %s', (question, text) => {
    expect(finds(question, text)).toBe(false);
  });

  it.each(['', '   ', '!?', '\u0000', '💥', '+-*"()~<>@'])(
    'without a word asks for nothing: %j',
    (question) => {
      expect(buildSearchExpression(question)).toBeNull();
    },
  );

  it('never says anything but tokens to the server, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (question) => {
        const asked = buildSearchExpression(question);
        expect(asked ?? '+zzz').toMatch(/^\+z[zx][a-z0-9]+\*?( \+z[zx][a-z0-9]+\*?){0,11}$/);
      }),
    );
  });

  it('finds every text by any of its own words', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 20 }), (texts) => {
        for (const text of texts)
          if (buildSearchExpression(text)) expect([text, finds(text, texts.join(' '))]).toEqual([text, true]);
      }),
    );
  });
});

it('every token is one that no list of InnoDB and no shortest length drops, and none is longer than it keeps', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      for (const token of uniqueTokens(text).split(' ').filter(Boolean))
        expect(token).toMatch(/^z[zx][a-z0-9]{1,78}$/);
    }),
  );
});

it('a title weighs more than a tag, and a tag more than what is said, however often', () => {
  const tokens = composeSearchTokens({
    title: 'Walk',
    tags: ['rain'],
    description: 'sea sea sea sea',
    captions: [uniqueTokens('sea wind'), uniqueTokens('wind')],
  }).split(' ');
  const times = (token: string) => tokens.filter((one) => one === token).length;
  expect(['zzwalk', 'zzrain', 'zzsea', 'zzwind'].map(times)).toEqual([3, 2, 1, 1]);
});
