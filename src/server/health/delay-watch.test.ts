import { expect, it, vi } from 'vitest';
import type { Database } from '../db/client.ts';
import type { EventBus } from '../ports/event-bus.ts';
import { createDelayWatch } from './delay-watch.ts';

function setUp() {
  const site = { ms: 1_000_000, kafkaIsUp: true, oldest: null as Date | null };
  const check = vi.fn(() => (site.kafkaIsUp ? Promise.resolve() : Promise.reject(new Error('away'))));
  const bus = { check } as unknown as EventBus;
  const rows = { from: () => ({ where: async () => [{ since: site.oldest }] }) };
  const db = { select: () => rows } as unknown as Database;
  const watch = createDelayWatch({ db, bus, clock: { now: () => new Date(site.ms), newId: () => '' } });
  /** What is known once a look that is due has ended. */
  async function known(): Promise<boolean> {
    watch.isDelayed();
    await new Promise(setImmediate);
    return watch.isDelayed();
  }
  return { site, check, known, watch };
}

it('says nothing while Kafka answers and takes what there is', async () => {
  const { site, known } = setUp();
  site.oldest = new Date(site.ms - 9_000);
  expect(await known()).toBe(false);
});

it('tells that Kafka does not answer, and that it does again', async () => {
  const { site, known } = setUp();
  site.kafkaIsUp = false;
  expect(await known()).toBe(true);
  site.kafkaIsUp = true;
  site.ms += 5_000;
  expect(await known()).toBe(false);
});

it('tells that messages pile up although Kafka answers', async () => {
  const { site, known } = setUp();
  site.oldest = new Date(site.ms - 11_000);
  expect(await known()).toBe(true);
});

it('asks once in five seconds, however many pages look', async () => {
  const { site, check, known, watch } = setUp();
  await known();
  for (let page = 0; page < 100; page++) watch.isDelayed();
  expect(check).toHaveBeenCalledTimes(1);
  site.ms += 5_000;
  await known();
  expect(check).toHaveBeenCalledTimes(2);
});
