/**
 * One stretch of network that can be cut, stalled and slowed: a TCP proxy in this process. It stands where Shopify's
 * toxiproxy would, whose Go binary can not be fetched everywhere.
 */
import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

export interface Link {
  readonly port: number;
  /** Resets every connection, and each new one at once. */
  cut(): void;
  /** Nothing passes and nothing ends: what a lost network looks like from inside. */
  stall(): void;
  /** Each piece of data waits this long before it goes on. */
  slow(milliseconds: number): void;
  /** All is well again; what a stall has held back goes on. */
  heal(): void;
  close(): Promise<void>;
}

export async function openLink(targetPort: number): Promise<Link> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let delayMs = 0;
  let stalled: PromiseWithResolvers<void> | undefined;

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A reset on one side ends the other below; without a listener it would end this process.
    socket.on('error', () => socket.destroy());
    return socket;
  };
  const passage = () =>
    new Transform({
      transform(chunk, _encoding, done) {
        void (async () => {
          if (delayMs > 0) await delay(delayMs);
          await stalled?.promise;
          done(null, chunk);
        })();
      },
    });

  const server = createServer({ noDelay: true }, (client) => {
    keep(client);
    if (isCut) return void client.resetAndDestroy();
    const upstream = keep(connect({ host: '127.0.0.1', port: targetPort, noDelay: true }));
    client.pipe(passage()).pipe(upstream);
    upstream.pipe(passage()).pipe(client);
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('A listening socket has no port.'));
    });
  });

  function heal(): void {
    isCut = false;
    delayMs = 0;
    stalled?.resolve();
    stalled = undefined;
  }
  return {
    port,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    stall() {
      stalled ??= Promise.withResolvers<void>();
    },
    slow(milliseconds) {
      delayMs = milliseconds;
    },
    heal,
    close: () =>
      new Promise((resolve) => {
        heal();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
