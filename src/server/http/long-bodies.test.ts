import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allowLongBodies } from './long-bodies.ts';

const server = createServer({ requestTimeout: 100, connectionsCheckingInterval: 20 }, (incoming, answer) => {
  incoming.resume().on('end', () => answer.end('taken'));
  incoming.on('error', () => undefined);
});

beforeAll(async () => {
  allowLongBodies(300);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Sends half a body, and the rest once the line was cut or `untilMs` have passed. */
function send(path: string, untilMs: number): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    const outgoing = request({ port, path, method: 'POST', agent: false }, (answer) => {
      answer.resume().on('end', () => resolve(`${answer.statusCode}`));
    });
    outgoing.on('error', () => resolve('cut'));
    outgoing.write('half');
    const rest = setTimeout(() => outgoing.end('rest'), untilMs);
    outgoing.on('close', () => clearTimeout(rest));
  });
}

it.each(['/api/tus/01', '/api/v1/upload', '/api/v1/upload?x=1'])(
  'a file at %s takes longer than a request may otherwise',
  async (path) => {
    expect(await send(path, 800)).toBe('200');
  },
);

it.each(['/api/v1/uploads', '/api/v1/upload-all', '/api/trpc/uploads.create'])(
  'what is no file, at %s, does not',
  async (path) => {
    expect(await send(path, 60_000)).toBe('cut');
  },
);
