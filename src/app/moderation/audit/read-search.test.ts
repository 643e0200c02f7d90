import { describe, expect, it } from 'vitest';
import { readSearch } from './read-search.ts';

const person = '01KAZX5V3H8T6W2M4N9QRS7BCD';

describe('a search of the audit log', () => {
  it('asks for whole days, the last one included', () => {
    const { input, shown } = readSearch({ from: '2026-11-21', to: '2026-11-22', action: ' video.hidden ' });
    expect(input).toEqual({
      limit: 50,
      action: 'video.hidden',
      from: '2026-11-21T00:00:00.000Z',
      to: '2026-11-23T00:00:00.000Z',
    });
    expect(shown).toEqual({ action: 'video.hidden', from: '2026-11-21', to: '2026-11-22' });
  });

  it('goes on from the page before, and keeps what was asked', () => {
    const { input, shown } = readSearch({ actor: person.toLowerCase(), subject: 'V', before: '42' });
    expect(input).toEqual({ limit: 50, actorId: person, subjectId: 'V', before: 42 });
    expect(shown).toEqual({ actor: person, subject: 'V' });
  });

  it.each([
    { from: '2026-13-45', to: 'yesterday' },
    { actor: "' OR 1=1; --", before: '-1' },
    { before: '0', from: '' },
    { action: ['video.hidden', 'x'], before: '1e9' },
  ])('%j is left out of the question', (asked) => {
    expect(readSearch(asked)).toEqual({ shown: {}, input: { limit: 50 } });
  });
});
