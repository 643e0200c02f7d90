import { createReadStream, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that must never be asked. */
export interface Canary extends AsyncDisposable {
  readonly origin: string;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
}

/** Serves a clip under every path, so that who follows a trap is rewarded and goes on. */
export async function startCanary(clip: string): Promise<Canary> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-length': statSync(clip).size });
    createReadStream(clip).pipe(response);
  });
  return { origin: await listen(server), asked, [Symbol.asyncDispose]: () => close(server) };
}

/** Serves one upload by ranges on loopback, with the Content-Type that its uploader would choose. */
export async function serveUpload(
  path: string,
  contentType: string,
): Promise<AsyncDisposable & { readonly url: string; readonly strayPaths: readonly string[] }> {
  const strayPaths: string[] = [];
  const server = createServer((request, response) => {
    if (request.url !== '/upload/source') {
      strayPaths.push(request.url ?? '');
      response.writeHead(404).end();
      return;
    }
    const { size } = statSync(path);
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const start = Number(first ?? 0);
    const end = last ? Math.min(Number(last), size - 1) : size - 1;
    if (start >= size) {
      response.writeHead(416).end();
      return;
    }
    response.writeHead(first === undefined ? 200 : 206, {
      'accept-ranges': 'bytes',
      'content-type': contentType,
      'content-length': end - start + 1,
      ...(first === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
    });
    const stream = createReadStream(path, { start, end });
    response.on('close', () => stream.destroy());
    stream.pipe(response);
  });
  const origin = await listen(server);
  return { url: `${origin}/upload/source`, strayPaths, [Symbol.asyncDispose]: () => close(server) };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
