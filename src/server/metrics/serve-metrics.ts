import { createServer, type Server } from 'node:http';
import type { MetricsRegistry } from './registry.ts';

export interface MetricsServer {
  /** Where it answers; of use when the port was left to the system. */
  readonly url: string;
  readonly server: Server;
  /** Resolves when the port is free again. */
  stop(): Promise<void>;
}

/** Serves `GET /metrics` to whoever reaches the address: it tells how much, never of whom. Port 0: any free one. */
export async function serveMetrics(
  metrics: Pick<MetricsRegistry, 'text' | 'contentType'>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    server,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
