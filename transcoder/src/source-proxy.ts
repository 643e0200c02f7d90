import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MediaError } from '../../src/lib/domain/media-error.ts';
import type { MediaStore, Source } from './media-store.ts';
import { type ByteRange, parseRange, planWindows } from './source-windows.ts';

export interface SourceProxy {
  /** What FFmpeg is given: a loopback address that serves this one object and nothing else. */
  readonly url: string;
  /** What the store said of the source, when it was not there or not the pinned one. */
  fault(): MediaError | undefined;
  close(): Promise<void>;
}

/**
 * Serves the pinned source to FFmpeg by range. So no signed URL, credential or network reaches the
 * program that reads strangers' files, and each read checks that the object is still the uploaded one.
 * @param served of one that is not known yet, requests wait until it is
 */
export async function openSourceProxy(
  store: MediaStore,
  served: Source | Promise<Source>,
): Promise<SourceProxy> {
  // Other programs of this machine do not know the path.
  const path = `/${randomBytes(16).toString('hex')}/source`;
  let fault: MediaError | undefined;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== path || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(404).end();
      return;
    }
    const source = await served;
    if (request.method === 'HEAD') {
      response.writeHead(200, { 'accept-ranges': 'bytes', 'content-length': source.sizeBytes }).end();
      return;
    }
    const asked = parseRange(request.headers.range, source.sizeBytes);
    if (asked === null) {
      response.writeHead(416, { 'content-range': `bytes */${source.sizeBytes}` }).end();
      return;
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { first, last } = asked ?? { first: 0, last: source.sizeBytes - 1 };
    const windows = planWindows({ first, last });
    // Before the head is sent: what the store says of the source then has a status of its own.
    const begun = await readNext(source, windows, gone.signal);
    response.writeHead(asked ? 206 : 200, {
      'accept-ranges': 'bytes',
      'content-length': last - first + 1,
      ...(asked ? { 'content-range': `bytes ${first}-${last}/${source.sizeBytes}` } : {}),
    });
    await pipeline(async function* () {
      if (begun) yield* begun;
      // Whoever takes more than one piece reads on: the next is fetched while this one is sent.
      let ahead = readAhead(source, windows, gone.signal);
      for (let body = await ahead; body; body = await ahead) {
        ahead = readAhead(source, windows, gone.signal);
        yield* body;
      }
    }, response);
  }

  async function readNext(
    source: Source,
    windows: Iterator<ByteRange, void>,
    signal: AbortSignal,
  ): Promise<Readable | undefined> {
    const { done, value } = windows.next();
    if (done || !value) return undefined;
    return store.readSource(source, value, signal);
  }

  function readAhead(source: Source, windows: Iterator<ByteRange, void>, signal: AbortSignal) {
    const next = readNext(source, windows, signal);
    // Nobody waits for it once FFmpeg has hung up.
    next.catch(() => undefined);
    return next;
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (error instanceof MediaError) fault = error;
      // FFmpeg closes connections in mid-read whenever it seeks: that is no fault. It sees every other as an end.
      if (response.headersSent) response.destroy();
      else response.writeHead(error instanceof MediaError ? 410 : 502).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    fault: () => fault,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
