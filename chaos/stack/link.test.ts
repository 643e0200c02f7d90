import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Link, openLink } from './link.ts';

let echo: Server;
let echoPort = 0;
let link: Link;
let client: Socket;

beforeEach(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const address = echo.address();
  echoPort = address !== null && typeof address === 'object' ? address.port : 0;
  link = await openLink(echoPort);
  client = connect(link.port, '127.0.0.1');
  client.on('error', () => undefined);
  await once(client, 'connect');
});
afterEach(async () => {
  client.destroy();
  await link.close();
  echo.close();
});

/** A reset is an error first. */
const closed = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()));

async function say(text: string): Promise<string> {
  client.write(text);
  const [heard] = await once(client, 'data');
  return String(heard);
}

it('passes both ways what is sent', async () => {
  expect(await say('hello')).toBe('hello');
});

it('cut: ends what is open and lets nobody in, until it is healed', async () => {
  await say('hello');
  link.cut();
  await closed(client);
  client = connect(link.port, '127.0.0.1');
  client.on('error', () => undefined);
  await closed(client);
  link.heal();
  client = connect(link.port, '127.0.0.1');
  expect(await say('again')).toBe('again');
});

it('stalled: holds back in order and passes it on once it is healed, in the same connection', async () => {
  await say('hello');
  let heard = '';
  client.on('data', (chunk) => {
    heard += String(chunk);
  });
  link.stall();
  client.write('one ');
  // Meanwhile the far side serves others.
  const direct = connect(echoPort, '127.0.0.1');
  direct.write('direct');
  await once(direct, 'data');
  direct.destroy();
  client.write('two');
  expect(heard).toBe('');
  link.heal();
  while (heard.length < 7) await once(client, 'data');
  expect(heard).toBe('one two');
});

it('slowed: nothing is lost or reordered', async () => {
  link.slow(5);
  let heard = '';
  for (const letter of 'abc') client.write(letter);
  while (heard.length < 3) heard += String((await once(client, 'data'))[0]);
  expect(heard).toBe('abc');
});
