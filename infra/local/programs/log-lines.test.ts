import { expect, it } from 'vitest';
import { errorMessageOf } from './log-lines.ts';

it.each([
  ['{"level":50,"msg":"plan failed"}', 'plan failed'],
  ['{"level":60,"msg":"boot","err":{"message":"no DATABASE_URL"}}', 'boot: no DATABASE_URL'],
  ['{"level":30,"msg":"started"}', undefined],
  ['{"level":50,"msg":"kafka","kafka":"Connection: Response GroupCoordinator"}', undefined],
  ['{"level":50,"msg":"ha', undefined],
  ['plain text', undefined],
])('shows of %s: %s', (line, shown) => {
  expect(errorMessageOf(line)).toBe(shown);
});
