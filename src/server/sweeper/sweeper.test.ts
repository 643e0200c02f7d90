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
  return { metrics, sweeper, advance: (by: number) => (ms += by) };
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
  const { sweeper, advance } = setUp([broom('fast', 1_000), broom('slow', 3_000)]);
  for (let second = 0; second < 4; second++) {
    await sweeper.run();
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
  const { sweeper, metrics, advance } = setUp([failing, good]);
  await sweeper.run();
  advance(1);
  await sweeper.run();
  const text = await metrics.text();
  expect(text).toContain('sluice_swept_total{kind="lost-lease"} 4');
  expect(text).toContain('sluice_sweep_failures_total{broom="bad"} 2');
});
