import { expect, it } from 'vitest';
import { parseCommandLine } from './command-line.ts';

it('is a quarter of an hour with any seed when nothing is said', () => {
  expect(parseCommandLine([], 42)).toEqual({ minutes: 15, seed: 42 });
});

it.each([[['--minutes', '0.5', '--seed', '7']], [['--seed=7', '--minutes=.5']]])('understands %j', (args) => {
  expect(parseCommandLine(args, 42)).toEqual({ minutes: 0.5, seed: 7 });
});

it.each([
  ['--minutes', '0'],
  ['--minutes', '121'],
  ['--minutes', 'x'],
  ['--seed', '1.5'],
  ['--seed', '-1'],
  ['--fast'],
  ['storm'],
])('refuses %s %s', (...args) => {
  expect(() => parseCommandLine(args, 42)).toThrow();
});
