/**
 * Words as the search index keeps them. InnoDB's own parser differs between servers and settings: it drops words of
 * one or two letters and a list of English ones, and takes a Chinese sentence for one word. So what it is given are
 * tokens of ours, plain ASCII of at least three characters, that no list and no setting touches.
 */

/** InnoDB drops tokens of more than 84 characters. */
const MAX_TOKEN = 80;
/** More words than anybody types. */
const MAX_ASKED = 12;
/** Of what is long: a film's captions in a hundred languages. */
const MAX_ONCE = 20_000;

/** Written without spaces between words: found by pairs of characters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;
const run = /[\p{L}\p{N}\p{M}]+/gu;
/** Nearly every text has them: left out where something else is asked for as well. */
const frequent = new Set(
  'a an and are as at be by for from how in is it of on or that the this to was what when where who will with'.split(
    ' ',
  ),
);

/** Lower case, without accents; what looks alike in two encodings is one. */
function fold(text: string): string {
  const bare = text.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '');
  // A sigma at the end of a word is written otherwise, and begins longer words all the same.
  return bare.normalize('NFC').toLowerCase().replaceAll('ς', 'σ');
}

/** Words and, of what is written without spaces, pairs of characters, in their order. */
function wordsOf(text: string): readonly string[] {
  return (fold(text.toWellFormed()).match(run) ?? []).flatMap(splitRun);
}

function splitRun(text: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  for (const found of text.matchAll(unspaced)) {
    if (found.index > at) words.push(text.slice(at, found.index));
    words.push(...pairsOf([...found[0]]));
    at = found.index + found[0].length;
  }
  return at < text.length ? [...words, text.slice(at)] : words;
}

const pairsOf = (characters: readonly string[]): readonly string[] =>
  characters.length === 1
    ? characters
    : characters.slice(1).map((character, before) => `${characters[before] ?? ''}${character}`);

/** The beginning of a word is the beginning of its token, so that beginnings are found. */
function tokenOf(word: string): string {
  const isPlain = /^[a-z0-9]+$/.test(word);
  const hex = () => [...new TextEncoder().encode(word)].map((byte) => byte.toString(16).padStart(2, '0'));
  return (isPlain ? `zz${word}` : `zx${hex().join('')}`).slice(0, MAX_TOKEN);
}

/** Each word of a text once, as the index keeps it. */
export function uniqueTokens(text: string): string {
  return [...new Set(wordsOf(text).map(tokenOf))].slice(0, MAX_ONCE).join(' ');
}

export interface SearchedTexts {
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** As `uniqueTokens` made them, one of each language. */
  readonly captions: readonly string[];
}

/** What the index keeps of a video. A word of the title counts three times, one of a tag twice, any other once however often it is repeated. */
export function composeSearchTokens({ title, description, tags, captions }: SearchedTexts): string {
  const [titles, labels] = [uniqueTokens(title), uniqueTokens(tags.join(' '))];
  const rest = new Set([uniqueTokens(description), ...captions].join(' ').split(' ').filter(Boolean));
  return [titles, titles, titles, labels, labels, [...rest].slice(0, MAX_ONCE).join(' ')]
    .filter(Boolean)
    .join(' ');
}

/**
 * What to look for, in the words of MATCH … AGAINST (… IN BOOLEAN MODE): every word must be there, or one that begins
 * with it. Null: the question holds no word.
 */
export function buildSearchExpression(question: string): string | null {
  const words = [...new Set(wordsOf(question))];
  const telling = words.filter((word) => !frequent.has(word));
  const asked = (telling.length > 0 ? telling : words).slice(0, MAX_ASKED);
  return asked.length === 0
    ? null
    : asked.map((word) => `+${tokenOf(word)}${isBeginning(word) ? '*' : ''}`).join(' ');
}

/** One or two letters begin half of all words; one character of an unspaced script is a word. */
const isBeginning = (word: string): boolean => !/^[a-z0-9]{1,2}$/.test(word);
