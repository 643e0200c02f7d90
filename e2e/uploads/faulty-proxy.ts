/** The line between a browser and the site, with faults in it: an HTTP proxy of our own, set for one browser context. */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { PARTS_PER_VOLUME } from '../../src/lib/domain/source-volumes.ts';

/** One request as the proxy meets it. */
interface Passing {
  /** 1, 2, 3 … for the bytes of a part on their way to S3. */
  readonly partNumber: number | undefined;
  /** How often this part has come by, from 1. */
  readonly attempt: number;
  /** Of the presigned URL; empty where there is none. */
  readonly signature: string;
  readonly path: string;
}

/**
 * `cut`: the line breaks in the middle of the body. `lose-answer`: the request arrives and takes effect, its answer
 * does not come back. `spoil-signature`: S3 itself refuses the URL, as it does one that has run out. A number: the
 * server's answer is this status, and the request takes no effect. `hang`: nothing comes, for ever.
 */
export type Verdict = 'pass' | 'cut' | 'lose-answer' | 'spoil-signature' | 'hang' | number;

export interface FaultyProxy extends AsyncDisposable {
  readonly url: string;
  /** Bytes of parts that the browser has sent, those that got lost on the way included. */
  partBytes(): number;
  /** Numbers of the parts that the browser has begun to send, in that order, each as often as that. */
  begunParts(): readonly number[];
  /** Numbers of the parts of which S3 has said that it took them. */
  takenParts(): ReadonlySet<number>;
  /** Bytes of all request bodies that went to web. */
  webBytes(): number;
  /** What happens to requests from now on. */
  rule(judge: (passing: Passing) => Verdict | Promise<Verdict>): void;
  /** Breaks every connection to S3, once so many bytes of parts have come by. */
  cutAt(partBytes: number): Promise<void>;
}

export async function startFaultyProxy(s3Endpoint: string): Promise<FaultyProxy> {
  const s3Host = new URL(s3Endpoint).host;
  const toS3 = new Set<Socket>();
  const sockets = new Set<Socket>();
  const attempts = new Map<string, number>();
  const begunParts: number[] = [];
  let partBytes = 0;
  let webBytes = 0;
  const takenParts = new Set<number>();
  let judge: (passing: Passing) => Verdict | Promise<Verdict> = () => 'pass';
  let cut = { at: Number.POSITIVE_INFINITY, done: () => {} };

  function describe(url: URL): Passing {
    const isPart = url.host === s3Host && url.searchParams.has('uploadId');
    const partNumber = isPart ? partNumberOf(url) : undefined;
    const name = isPart ? `${url.searchParams.get('uploadId')} ${partNumber}` : url.pathname;
    const attempt = (attempts.get(name) ?? 0) + 1;
    attempts.set(name, attempt);
    if (partNumber !== undefined) begunParts.push(partNumber);
    const signature = url.searchParams.get('X-Amz-Signature') ?? '';
    return { partNumber, attempt, signature, path: url.pathname };
  }

  function count(bytes: number, isPart: boolean): void {
    if (!isPart) {
      webBytes += bytes;
      return;
    }
    partBytes += bytes;
    if (partBytes < cut.at) return;
    const { done } = cut;
    cut = { at: Number.POSITIVE_INFINITY, done: () => {} };
    for (const socket of toS3) socket.destroy();
    done();
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '');
    const isPreflight = incoming.method === 'OPTIONS';
    const passing = isPreflight ? undefined : describe(url);
    const isPart = passing?.partNumber !== undefined;
    if (isPart) {
      toS3.add(incoming.socket);
      incoming.socket.once('close', () => toS3.delete(incoming.socket));
    }
    const verdict = passing ? await judge(passing) : 'pass';
    // Its sender went away while it waited.
    if (incoming.destroyed) return;
    incoming.on('data', (chunk: Buffer) => {
      count(chunk.length, isPart);
      if (verdict === 'cut') incoming.socket.destroy();
    });
    if (verdict === 'hang' || verdict === 'cut') return void incoming.resume();
    if (typeof verdict === 'number') {
      incoming.resume();
      incoming.once('end', () =>
        outgoing.writeHead(verdict, { 'access-control-allow-origin': incoming.headers.origin ?? '*' }).end(),
      );
      return;
    }
    if (verdict === 'spoil-signature') url.searchParams.set('X-Amz-Signature', '0'.repeat(64));
    const upstream = httpRequest(url, { method: incoming.method, headers: incoming.headers });
    upstream.once('response', (answer) => {
      if (passing?.partNumber && answer.statusCode === 200) takenParts.add(passing.partNumber);
      if (verdict === 'lose-answer') {
        answer.resume();
        answer.once('end', () => incoming.socket.destroy());
        return;
      }
      // Its sender went away while S3 or web was at work.
      if (outgoing.destroyed) return void answer.resume();
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, outgoing, () => {});
    });
    upstream.once('error', () => incoming.socket.destroy());
    pipeline(incoming, upstream, () => {});
  }

  const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    partBytes: () => partBytes,
    webBytes: () => webBytes,
    begunParts: () => [...begunParts],
    takenParts: () => new Set(takenParts),
    rule: (next) => {
      judge = next;
    },
    cutAt: (at) =>
      new Promise((done) => {
        cut = { at, done };
        count(0, true);
      }),
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Of the whole upload: S3 counts anew in each volume, whose number its key tells. */
function partNumberOf(url: URL): number {
  const [, volume = '0'] = /\/source-(\d+)-\d+$/.exec(url.pathname) ?? [];
  return Number(volume) * PARTS_PER_VOLUME + Number(url.searchParams.get('partNumber'));
}
