import { expect, it } from 'vitest';
import { spokenText } from './spoken-text.ts';

it('what is spoken is what is shown, without its markup', () => {
  const cue = (text: string) => ({ startMs: 0, endMs: 1000, settings: '', text });
  expect(spokenText([cue('<v Ada>Rock <i>&amp;</i> roll'), cue('a &lt; b')])).toBe('Rock & roll\na < b');
});
