import { expect, test } from 'vitest';
import { createSpeedometer, unknownPace } from './upload-speed.ts';

test('says nothing before a second has passed', () => {
  const meter = createSpeedometer(1_000);
  expect(meter.record(0, 0)).toEqual(unknownPace);
  expect(meter.record(500, 999)).toEqual(unknownPace);
});

test('divides what was sent by the time it took', () => {
  const meter = createSpeedometer(10_000);
  meter.record(0, 0);
  expect(meter.record(4_000, 2_000)).toEqual({ bytesPerSecond: 2_000, secondsLeft: 3 });
});

test('forgets what lies more than ten seconds back, so a faster line shows', () => {
  const meter = createSpeedometer(1_000_000);
  meter.record(0, 0);
  meter.record(1_000, 10_000);
  expect(meter.record(101_000, 20_000).bytesPerSecond).toBe(10_000);
});

test('a part that starts over never makes the speed negative', () => {
  const meter = createSpeedometer(10_000);
  meter.record(0, 0);
  meter.record(8_000, 2_000);
  expect(meter.record(2_000, 3_000)).toEqual(unknownPace);
  expect(meter.record(4_000, 5_000).bytesPerSecond).toBe(1_000);
});

test('a line that stands still has no time left to tell', () => {
  const meter = createSpeedometer(10_000);
  meter.record(500, 0);
  expect(meter.record(500, 2_000)).toEqual({ bytesPerSecond: 0, secondsLeft: null });
});

test('a machine that slept for an hour starts measuring anew', () => {
  const meter = createSpeedometer(10_000);
  meter.record(500, 0);
  expect(meter.record(600, 3_600_000)).toEqual(unknownPace);
});
