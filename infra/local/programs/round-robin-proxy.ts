/** A TCP proxy in front of several web processes: connections in turn, a dead one passed over. Local use only. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface RoundRobinProxy {
  close(): Promise<void>;
}

export async function startRoundRobinProxy(
  host: string,
  port: number,
  targets: readonly number[],
): Promise<RoundRobinProxy> {
  const sockets = new Set<Socket>();
  let next = 0;

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A reset on one side closes the other below; without a listener it would end this process.
    socket.on('error', () => socket.destroy());
    return socket;
  };

  /** Tries each target once, beginning with the one whose turn it is. */
  function join(client: Socket, triesLeft: number): void {
    const target = targets[next++ % targets.length];
    if (target === undefined || triesLeft === 0 || client.destroyed) {
      client.destroy();
      return;
    }
    const upstream = keep(connect({ host: '127.0.0.1', port: target, noDelay: true }));
    let connected = false;
    upstream.once('connect', () => {
      connected = true;
      client.pipe(upstream).pipe(client);
    });
    upstream.once('close', () => (connected ? client.destroy() : join(client, triesLeft - 1)));
    client.once('close', () => upstream.destroy());
  }

  const server: Server = createServer({ noDelay: true }, (client) => join(keep(client), targets.length));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
