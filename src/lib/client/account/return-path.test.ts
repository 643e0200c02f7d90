import { expect, test } from 'vitest';
import { safeReturnPath } from './return-path.ts';

test.each(['/studio', '/watch/01K?t=3', '/'])('%s is kept', (path) =>
  expect(safeReturnPath(path)).toBe(path),
);

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '',
  undefined,
])('%j leads home, never to another site', (path) => expect(safeReturnPath(path)).toBe('/'));
