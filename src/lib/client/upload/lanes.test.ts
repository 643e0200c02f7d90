import { expect, test } from 'vitest';
import { createLanes } from './lanes.ts';

const MIB = 1024 ** 2;
const passes = (lanes: ReturnType<typeof createLanes>, count: number, ms: number) => {
  for (let part = 0; part < count; part++) lanes.passed(ms);
};

test('lanes grow one at a time while parts go quickly, up to what a browser opens', () => {
  const lanes = createLanes(8 * MIB);
  expect(lanes.limit()).toBe(3);
  passes(lanes, 3, 1_000);
  expect(lanes.limit()).toBe(4);
  passes(lanes, 100, 1_000);
  expect(lanes.limit()).toBe(6);
});

test('trouble halves them, and never stops the last one', () => {
  const lanes = createLanes(8 * MIB);
  passes(lanes, 100, 1_000);
  lanes.stumbled();
  expect(lanes.limit()).toBe(3);
  for (let part = 0; part < 10; part++) lanes.stumbled();
  expect(lanes.limit()).toBe(1);
});

test('on a slow line there are few, so that little is lost when it breaks', () => {
  const lanes = createLanes(8 * MIB);
  passes(lanes, 10, 40_000);
  expect(lanes.limit()).toBe(1);
  passes(lanes, 10, 20_000);
  expect(lanes.limit()).toBe(1);
});

test('large parts have fewer, for they are in memory while they are sent', () => {
  const lanes = createLanes(64 * MIB);
  passes(lanes, 100, 1_000);
  expect(lanes.limit()).toBe(4);
  expect(createLanes(5 * 1024 * MIB).limit()).toBe(1);
});
