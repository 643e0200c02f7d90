import { expect, it } from 'vitest';
import { gigabytesField, readNumberField } from './setting-field.ts';

it.each([53_687_091_200, 1_000_000, 999_999_999, null])('%d bytes come back as they were shown', (bytes) =>
  expect(readNumberField(gigabytesField(bytes), 'gigabytes')).toBe(bytes),
);

it('an empty field is no limit, and what is no number is nothing', () => {
  expect(readNumberField(' ', 'count')).toBeNull();
  expect(readNumberField('many', 'count')).toBeUndefined();
  expect(readNumberField('1e999', 'gigabytes')).toBeUndefined();
  expect(readNumberField(' 12 ', 'count')).toBe(12);
});
