/** Sends to servers of this test on loopback: 127.0.0.2 plays a public host, 127.0.0.1 the inside of the house. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSender, type SenderParts } from './send-delivery.ts';
import type { Address } from './target.ts';

const PUBLIC = '127.0.0.2';
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(answer: RequestListener, host = PUBLIC, port = 0): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return (server.address() as AddressInfo).port;
}

const always = async (): Promise<readonly Address[]> => [{ address: PUBLIC, family: 4 }];
const post = (url: string, parts: Partial<SenderParts> = {}) =>
  createSender({ resolve: always, allowPrivate: true, ...parts })({
    url,
    headers: { 'content-type': 'application/json', 'sluice-event-id': 'e1' },
    body: '{"a":"ä"}',
  });

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

describe('a delivery', () => {
  it('arrives whole, with its headers, under the name that was asked for', async () => {
    const heard: unknown[] = [];
    const port = await serve(async (request, response) => {
      heard.push([request.method, request.url, request.headers.host, request.headers['sluice-event-id']]);
      heard.push(await readBody(request));
      response.writeHead(204).end();
    });
    expect(await post(`http://hooks.test:${port}/a?b=1`)).toEqual({ responseCode: 204, error: null });
    expect(heard).toEqual([['POST', '/a?b=1', `hooks.test:${port}`, 'e1'], '{"a":"ä"}']);
  });

  it.each([301, 302, 307, 308])('is not carried on by a %i', async (status) => {
    let canary = 0;
    const inside = await serve((_, response) => {
      canary += 1;
      response.end();
    }, '127.0.0.1');
    const port = await serve((_, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${inside}/` }).end(),
    );
    expect(await post(`http://hooks.test:${port}/`)).toEqual({
      responseCode: status,
      error: `answered ${status}; redirects are not followed`,
    });
    expect(canary).toBe(0);
  });

  it('counts by its status alone: 500 is a failure, and what is said with it is not kept', async () => {
    const port = await serve((_, response) => response.writeHead(500).end('secret of the house'));
    expect(await post(`http://hooks.test:${port}/`)).toEqual({ responseCode: 500, error: 'answered 500' });
  });

  it('hears an endless answer for a bounded while', async () => {
    let sent = 0;
    const port = await serve((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384))) sent += 16_384;
      };
      response.on('drain', more);
      more();
    });
    expect(await post(`http://hooks.test:${port}/`)).toEqual({ responseCode: 200, error: null });
    // What the sockets hold of it besides.
    expect(sent).toBeLessThan(32 * 1024 * 1024);
  });

  it('whose answer never ends counts by its status, when its time is over', async () => {
    const port = await serve((_, response) => void response.writeHead(200).write('a'));
    expect(await post(`http://hooks.test:${port}/`, { timeoutMs: 3_000 })).toEqual({
      responseCode: 200,
      error: null,
    });
  });

  it('ends when nobody answers in time, and when the name is not found in time', async () => {
    const port = await serve(() => undefined);
    const slow = { responseCode: null, error: 'no answer in time' };
    expect(await post(`http://hooks.test:${port}/`, { timeoutMs: 100 })).toEqual(slow);
    const hangs = () => new Promise<never>(() => undefined);
    expect(await post(`http://hooks.test:${port}/`, { timeoutMs: 100, resolve: hangs })).toEqual(slow);
  });

  it('that nobody takes is told in words without a stack or an address', async () => {
    const port = await serve(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await post(`http://hooks.test:${port}/`)).toEqual({
      responseCode: null,
      error: 'the connection was refused',
    });
    const unknown = () => Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
    expect((await post('http://hooks.test/', { resolve: unknown })).error).toBe(
      'the host name was not found',
    );
  });
});

describe('a name that resolves to the inside', () => {
  it('is refused at the send, even though it was public when the webhook was made', async () => {
    let canary = 0;
    const port = await serve((_, response) => {
      canary += 1;
      response.end();
    });
    const outcome = await post(`https://hooks.test:${port}/`, { allowPrivate: false });
    expect(outcome).toEqual({ responseCode: null, error: 'the address is not a public one' });
    expect(await post(`http://hooks.test:${port}/`, { allowPrivate: false })).toEqual({
      responseCode: null,
      error: 'only https is allowed',
    });
    expect(canary).toBe(0);
  });

  it('a moment after it was checked changes nothing: the connection goes to the address that was checked', async () => {
    const reached: string[] = [];
    const port = await serve((_, response) => {
      reached.push('checked');
      response.end();
    });
    await serve(
      (_, response) => {
        reached.push('rebound');
        response.end();
      },
      '127.0.0.1',
      port,
    );
    const answers = [PUBLIC, '127.0.0.1'];
    let asked = 0;
    const rebinding = async (): Promise<readonly Address[]> => {
      asked += 1;
      return [{ address: answers.shift() ?? '127.0.0.1', family: 4 }];
    };
    // `localhost` is what the machine's own resolver knows, and says 127.0.0.1 of.
    expect(await post(`http://localhost:${port}/`, { resolve: rebinding })).toMatchObject({
      responseCode: 200,
    });
    expect({ asked, reached }).toEqual({ asked: 1, reached: ['checked'] });
  });
});
