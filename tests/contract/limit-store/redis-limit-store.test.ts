import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireBinary } from '../../../infra/local/install/binaries.ts';
import { findFreePorts } from '../../../infra/local/ports.ts';
import { createMemoryLimitStore } from '../../../src/server/adapters/memory/memory-limit-store.ts';
import { createRedisLimitStore } from '../../../src/server/adapters/redis-limit-store.ts';
import { createFallbackStore } from '../../../src/server/limits/fallback-store.ts';
import { systemClock } from '../../../src/server/ports/clock.ts';
import type { LimitStore } from '../../../src/server/ports/limit-store.ts';
import { waitFor } from '../../support/wait-for.ts';
import { describeLimitStore } from './limit-store-suite.ts';

let server: ChildProcess;
let url = '';
const opened: { close(): void }[] = [];

/** Once it is connected: until then calls fail at once, and the product counts in memory. */
async function open(): Promise<LimitStore> {
  const store = createRedisLimitStore(url, () => {});
  opened.push(store);
  const answers = () =>
    store.read('x').then(
      () => true,
      () => false,
    );
  await waitFor('Redis', answers);
  return store;
}

beforeAll(async () => {
  const [port = 0] = await findFreePorts(1);
  url = `redis://127.0.0.1:${port}`;
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  server = spawn(requireBinary('redis-server'), args, { stdio: 'ignore' });
  await open();
});
afterAll(async () => {
  for (const store of opened) store.close();
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  await gone;
});

describeLimitStore('limits in Redis', open);

it('what is over is forgotten by Redis itself', async () => {
  const store = await open();
  await store.swap('brief', undefined, 'a', new Date(Date.now() + 50));
  await waitFor('Redis to forget', async () => (await store.read('brief')) === undefined);
});

it('limits go on in memory while Redis is away', async () => {
  const told: unknown[] = [];
  const memory = createMemoryLimitStore(systemClock);
  const store = createFallbackStore(await open(), memory, (error) => void told.push(error));
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
  expect(await store.swap('key', undefined, 'a', new Date(Date.now() + 60_000))).toBe(true);
  expect(await store.read('key')).toBe('a');
  expect(told.length).toBeGreaterThan(0);
});
