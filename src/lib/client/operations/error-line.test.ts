import { expect, test } from 'vitest';
import { errorLine } from './error-line.ts';

const issue = (path: (string | number)[], message: string) => ({ code: 'invalid_type', path, message });
const listed = (...issues: object[]) => JSON.stringify(issues, null, 2);

test.each([
  ['\n  \nDeadlock found\n  at query', 'Deadlock found'],
  ['', ''],
  ['[', '['],
  ['[]', '[]'],
  [listed(issue(['data', 'parts', 0], 'expected string')), 'data.parts.0: expected string'],
  [listed(issue([], 'not an object'), issue(['id'], 'x'), issue(['at'], 'y')), 'not an object, and 2 more'],
  ['x'.repeat(200), `${'x'.repeat(120)}…`],
])('%j reads as %j', (error, line) => expect(errorLine(error)).toBe(line));
