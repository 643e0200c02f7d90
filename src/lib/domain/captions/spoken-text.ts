import type { Cue } from './cue.ts';

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
};

/** The words of captions without markup: what the search looks through. */
export function spokenText(cues: readonly Cue[]): string {
  return cues
    .map(({ text }) =>
      text.replaceAll(/<[^<>]*>/g, '').replaceAll(/&\w+;/g, (entity) => entities[entity] ?? ''),
    )
    .join('\n');
}
