/** Which TCP ports are free, asked by binding them: the only answer the kernel vouches for. */
import { createServer } from 'node:net';
import { portVariables, type StackPorts, type StackSettings } from './env.ts';

const loopback = '127.0.0.1';

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Asks for `count` ports at once, so that no port is handed out twice. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen({ host: loopback, port: 0 }, () => {
            const address = server.address();
            if (address !== null && typeof address === 'object') resolve(address.port);
            else reject(new Error('A listening socket has no port.'));
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Throws a sentence that names each port in the way and the variable that moves it. */
export async function assertPortsFree(settings: StackSettings): Promise<void> {
  const wanted = Object.entries(portVariables).map(([key, variable]) => {
    const name = key as keyof StackPorts;
    return { variable, port: settings.ports[name], host: name === 'web' ? settings.host : loopback };
  });
  const faults: string[] = [];
  for (const [position, { variable, port, host }] of wanted.entries()) {
    const twin = wanted.slice(0, position).find((other) => other.port === port);
    if (twin) faults.push(`${variable} and ${twin.variable} are both ${port}: give each a port of its own.`);
    else if (!(await canListen(host, port))) {
      faults.push(
        `Port ${port} is taken by another process: set ${variable} to a free port, or stop that process.`,
      );
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}
