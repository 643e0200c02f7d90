import { describe, expect, test } from 'vitest';
import { changesOf, type EditFields, faultsOf, fieldsOf, isDirty } from './video-edits.ts';

const later = '2026-12-24T18:00:00.000Z';
const stored = {
  title: 'A walk',
  description: 'By the sea',
  tags: ['sea', 'wind'] as string[],
  visibility: 'private',
  publishAt: null,
} as const;
const planned = { ...stored, publishAt: later } as const;
const edited = (over: Partial<EditFields>, of: Parameters<typeof fieldsOf>[0] = stored): EditFields => ({
  ...fieldsOf(of),
  ...over,
});

describe('what is told to the server', () => {
  test('is nothing while nothing was changed', () => {
    expect(changesOf(stored, fieldsOf(stored))).toEqual({});
    expect(changesOf(planned, fieldsOf(planned))).toEqual({});
    expect(isDirty(planned, fieldsOf(planned))).toBe(false);
  });

  test('is only what was changed, the title without blanks around it', () => {
    expect(changesOf(stored, edited({ title: '  A run ' }))).toEqual({ details: { title: 'A run' } });
    expect(isDirty(stored, edited({ title: 'A walk  ' }))).toBe(false);
    expect(changesOf(stored, edited({ description: '', audience: 'unlisted' }))).toEqual({
      details: { description: '', visibility: 'unlisted' },
    });
  });

  test('is the tags as they are kept, and nothing when only commas and blanks were typed', () => {
    expect(changesOf(stored, edited({ tags: 'sea,  #wind ,' }))).toEqual({});
    expect(changesOf(stored, edited({ tags: 'wind, sun' }))).toEqual({ details: { tags: ['wind', 'sun'] } });
    expect(changesOf(stored, edited({ tags: '' }))).toEqual({ details: { tags: [] } });
  });

  test('is a time alone when a private video is planned', () => {
    expect(changesOf(stored, edited({ audience: 'scheduled', publishAt: later }))).toEqual({
      schedule: { publishAt: later },
    });
  });

  test('hides what is public before it is planned', () => {
    const open = { ...stored, visibility: 'public' } as const;
    expect(changesOf(open, { ...fieldsOf(open), audience: 'scheduled', publishAt: later })).toEqual({
      details: { visibility: 'private' },
      schedule: { publishAt: later },
    });
  });

  test('takes a plan back when another audience is chosen, and leaves that to the server when it is everyone', () => {
    expect(changesOf(planned, edited({ audience: 'unlisted' }, planned))).toEqual({
      details: { visibility: 'unlisted' },
      schedule: { publishAt: null },
    });
    expect(changesOf(planned, edited({ audience: 'private' }, planned))).toEqual({
      schedule: { publishAt: null },
    });
    expect(changesOf(planned, edited({ audience: 'public' }, planned))).toEqual({
      details: { visibility: 'public' },
    });
  });
});

describe('what has to be put right', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  test('is an empty title, no time, and a time that is over', () => {
    expect(faultsOf(stored, edited({ title: ' ' }), now)).toHaveProperty('title');
    expect(faultsOf(stored, edited({ tags: 'x'.repeat(41) }), now)).toHaveProperty('tags');
    expect(
      faultsOf(stored, edited({ tags: Array.from({ length: 16 }, (_, n) => `t${n}`).join() }), now),
    ).toHaveProperty('tags');
    expect(faultsOf(stored, edited({ audience: 'scheduled' }), now)).toHaveProperty('publishAt');
    const over = edited({ audience: 'scheduled', publishAt: '2026-11-22T12:00:00.000Z' });
    expect(faultsOf(stored, over, now)).toHaveProperty('publishAt');
  });

  test('is nothing of a good form, not even when a plan that stands is about to come due', () => {
    expect(faultsOf(stored, edited({ audience: 'scheduled', publishAt: later }), now)).toEqual({});
    expect(faultsOf(planned, edited({ title: 'B' }, planned), new Date(later))).toEqual({});
  });
});
