import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findFreePorts } from '../ports.ts';
import { type RoundRobinProxy, startRoundRobinProxy } from './round-robin-proxy.ts';

let proxy: RoundRobinProxy;
let servers: Server[] = [];
let url = '';

beforeEach(async () => {
  const [port = 0, ...targets] = await findFreePorts(3);
  servers = await Promise.all(
    targets.map(
      (target, position) =>
        new Promise<Server>((resolve) => {
          const server = createServer((_, response) => response.end(`web-${position + 1}`));
          server.listen(target, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  proxy = await startRoundRobinProxy('127.0.0.1', port, targets);
  url = `http://127.0.0.1:${port}`;
});
afterEach(async () => {
  await proxy.close();
  for (const server of servers) server.close();
});

const ask = async () => (await fetch(url, { headers: { connection: 'close' } })).text();

it('serves from each process in turn', async () => {
  expect([await ask(), await ask(), await ask()].sort()).toEqual(['web-1', 'web-1', 'web-2']);
});

it('passes over a process that is down', async () => {
  await new Promise((resolve) => servers[0]?.close(resolve));
  expect([await ask(), await ask(), await ask()]).toEqual(['web-2', 'web-2', 'web-2']);
});
