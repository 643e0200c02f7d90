import { expect, test } from 'vitest';
import { newestState } from './newest-state.ts';

const state = (version: number, progress: number) => ({ version, progress });

test('the first state heard of counts', () =>
  expect(newestState(undefined, state(1, 5))).toEqual(state(1, 5)));
test('a newer state replaces an older one', () =>
  expect(newestState(state(1, 5), state(2, 9))).toEqual(state(2, 9)));
test('a late answer changes nothing', () =>
  expect(newestState(state(3, 50), state(2, 9))).toEqual(state(3, 50)));
test('progress within one version moves', () =>
  expect(newestState(state(2, 9), state(2, 10))).toEqual(state(2, 10)));
