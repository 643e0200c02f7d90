import { createServer } from 'node:http';
import { trace } from '@opentelemetry/api';
import { afterEach, expect, it, vi } from 'vitest';
import { findFreePorts } from '../../infra/local/ports.ts';
import { watchWeb } from './watch-web.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  // As of another process.
  Reflect.deleteProperty(globalThis, 'sluiceWebMetrics');
  trace.disable();
});

async function listenOn(port: number) {
  const server = createServer((_, response) => response.end('taken'));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return () => new Promise((resolve) => server.close(resolve));
}

it('a port that is taken keeps web from nothing: it serves people without figures', async () => {
  const [port = 0] = await findFreePorts(1);
  const close = await listenOn(port);
  vi.stubEnv('WEB_METRICS_PORT', String(port));
  await expect(watchWeb()).resolves.toBeUndefined();
  expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toBe('taken');
  await close();
});

it('figures of this process and of its Node are on a port of their own', async () => {
  const [port = 0] = await findFreePorts(1);
  vi.stubEnv('WEB_METRICS_PORT', String(port));
  await watchWeb();
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(text).toContain('# TYPE sluice_http_requests_total counter');
  expect(text).toContain('process_resident_memory_bytes');
});
