import { createServer, type Server } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { serveMetrics } from './serve-metrics.ts';
import { watchRequests } from './watch-requests.ts';
import { createWebMetrics } from './web-metrics.ts';

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listen(handle: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(handle ?? (() => undefined));
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

it('counts every answer by its part of the site, and a scrape as none', async () => {
  const metrics = createWebMetrics();
  const served = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 });
  open.push({ close: () => served.stop() });
  watchRequests(metrics, served.server);
  const url = await listen((request, response) => {
    response.statusCode = request.url?.startsWith('/api/v1/') ? 503 : 200;
    if (request.url?.endsWith('/events')) response.setHeader('content-type', 'text/event-stream');
    response.end('x');
  });
  for (const path of [
    '/watch/01KAZX5V3H8T6W2M4N9QRS7BCD',
    '/api/v1/videos',
    '/media/a/events',
    '/_next/x.js',
  ])
    await (await fetch(url + path)).text();
  await (await fetch(`${url}/`, { method: 'PROPFIND' })).text();
  await (await fetch(`${served.url}/metrics`)).text();
  await vi.waitFor(async () => expect(await metrics.text()).toContain('sluice_http_in_flight_requests 0'));
  const text = await metrics.text();
  for (const labels of [
    'surface="page",method="GET",status="2xx"',
    'surface="rest",method="GET",status="5xx"',
    'surface="media",method="GET",status="2xx"',
    'surface="asset",method="GET",status="2xx"',
    'surface="page",method="other",status="2xx"',
  ])
    expect(text).toContain(`sluice_http_requests_total{${labels}} 1`);
  expect(text.match(/^sluice_http_requests_total/gm)).toHaveLength(5);
  // As long as its reader likes: no answer that was slow.
  expect(text).not.toContain('sluice_http_request_duration_seconds_count{surface="media"}');
});

it('a reader who goes away before the answer is counted as gone, and is in flight no more', async () => {
  const metrics = createWebMetrics();
  watchRequests(metrics);
  const gone = new AbortController();
  const url = await listen(() => gone.abort());
  await expect(fetch(`${url}/`, { signal: gone.signal })).rejects.toThrow();
  await vi.waitFor(async () => expect(await metrics.text()).toContain('status="gone"} 1'));
  expect(await metrics.text()).toContain('sluice_http_in_flight_requests 0');
});
