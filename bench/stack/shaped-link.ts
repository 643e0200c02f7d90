/** A line of a given speed and delay between a browser and the store: a TCP proxy that all its connections share. */
import { connect, createServer, type Socket } from 'node:net';

export interface LineShape {
  /** Of all connections together, each way. */
  readonly bytesPerSecond: number;
  /** From the store to the browser, so of every round trip. */
  readonly delayMs: number;
}

export interface ShapedLink {
  readonly port: number;
  /** Where it leads; nothing passes before it is told. */
  leadTo(port: number): void;
  close(): Promise<void>;
}

/** As much as a socket's buffers hold: whoever sends feels the speed of the line. */
const WINDOW_BYTES = 512 * 1024;

/** One way of the line. What enters leaves in turn, as fast as the line is, and `delayMs` later. */
function createWay(bytesPerSecond: number, delayMs: number) {
  let freeAtMs = 0;
  return (from: Socket, to: Socket): void => {
    // Timers of nearly one moment fire in any order: each sends what is next, null for the end.
    const held: (Buffer | null)[] = [];
    let heldBytes = 0;
    function sendNext(): void {
      const chunk = held.shift();
      if (chunk === undefined || to.destroyed) return;
      if (chunk === null) return void to.end();
      heldBytes -= chunk.length;
      to.write(chunk);
      if (heldBytes <= WINDOW_BYTES) from.resume();
    }
    from.on('data', (chunk: Buffer) => {
      const now = performance.now();
      freeAtMs = Math.max(now, freeAtMs) + (chunk.length * 1000) / bytesPerSecond;
      held.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes > WINDOW_BYTES) from.pause();
      setTimeout(sendNext, freeAtMs - now + delayMs);
    });
    from.once('end', () => {
      held.push(null);
      setTimeout(sendNext, Math.max(0, freeAtMs - performance.now()) + delayMs);
    });
  };
}

export async function openShapedLink({ bytesPerSecond, delayMs }: LineShape): Promise<ShapedLink> {
  const sockets = new Set<Socket>();
  const [up, down] = [createWay(bytesPerSecond, 0), createWay(bytesPerSecond, delayMs)];
  let targetPort: number | undefined;

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  };
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    keep(client);
    if (targetPort === undefined) return void client.destroy();
    const upstream = keep(
      connect({ host: '127.0.0.1', port: targetPort, noDelay: true, allowHalfOpen: true }),
    );
    up(client, upstream);
    down(upstream, client);
    // What ended in good order is still under way to the other side.
    client.once('close', (hadError) => hadError && upstream.destroy());
    upstream.once('close', (hadError) => hadError && client.destroy());
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('A listening socket has no port.'));
    });
  });
  return {
    port,
    leadTo: (target) => {
      targetPort = target;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
