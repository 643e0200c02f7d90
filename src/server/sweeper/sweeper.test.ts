import pino from 'pino';
import { expect, it } from 'vitest';
import { createMetrics } from '../metrics/metrics.ts';
import type { Broom } from './broom.ts';
import { createSweeper } from './sweeper.ts';

function setUp(brooms: readonly Broom[]) {
  let ms = 0;
  const clock = { now: () => new Date(ms), newId: () => '' };
  const metrics = createMetrics();
  const sweeper = createSweeper({ brooms, clock, metrics, log: pino({ level: 'silent' }) });
  async function turn(): Promise<void> {
    sweeper.run();
    await sweeper.rest();
  }
  return { metrics, sweeper, turn, advance: (by: number) => (ms += by) };
}

it('runs each broom in its own time', async () => {
  const turns: string[] = [];
  const broom = (name: string, everyMs: number): Broom => ({
    name,
    everyMs,
    sweep: async () => {
      turns.push(name);
      return {};
    },
  });
  const { turn, advance } = setUp([broom('fast', 1_000), broom('slow', 3_000)]);
  for (let second = 0; second < 4; second++) {
    await turn();
    advance(1_000);
  }
  expect(turns).toEqual(['fast', 'slow', 'fast', 'fast', 'fast', 'slow']);
});

it('counts what was mended, and a broom that fails keeps no other from its work', async () => {
  const failing: Broom = { name: 'bad', everyMs: 1, sweep: () => Promise.reject(new Error('away')) };
  const good: Broom = {
    name: 'good',
    everyMs: 1,
    sweep: async () => ({ 'lost-lease': 2, 'stuck-video': 0 }),
  };
  const { turn, metrics, advance } = setUp([failing, good]);
  await turn();
  advance(1);
  await turn();
  const text = await metrics.text();
  expect(text).toContain('sluice_swept_total{kind="lost-lease"} 4');
  expect(text).toContain('sluice_sweep_failures_total{broom="bad"} 2');
});

it('lets a broom that hangs keep no other from its work, and starts no second of it meanwhile', async () => {
  const calls = { hanging: 0, good: 0 };
  let release: () => void = () => undefined;
  const hanging: Broom = {
    name: 'hanging',
    everyMs: 1,
    sweep: () => {
      calls.hanging += 1;
      return new Promise((resolve) => {
        release = () => resolve({});
      });
    },
  };
  const sweep = async () => {
    calls.good += 1;
    return {};
  };
  const good: Broom = { name: 'good', everyMs: 1, sweep };
  const { sweeper, advance } = setUp([hanging, good]);
  for (let turn = 0; turn < 3; turn++) {
    sweeper.run();
    await new Promise(setImmediate);
    advance(1);
  }
  expect(calls).toEqual({ hanging: 1, good: 3 });
  release();
  await sweeper.rest();
});
