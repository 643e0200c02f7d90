import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/**
 * The address at the other end of the socket, as route handlers may believe it. Next.js hands them a plain Request,
 * and the X-Forwarded-For it adds is the client's own where the client sent one.
 */
const HEADER = 'x-sluice-peer';

/** Bundles of one process share it: only this process can have written a value that begins with it. */
const shared = globalThis as { sluicePeerSeal?: string };

/** From now on every request carries its peer. Call once, at the start of the process. */
export function stampPeers(): void {
  if (shared.sluicePeerSeal) return;
  const seal = randomBytes(16).toString('hex');
  shared.sluicePeerSeal = seal;
  // Before any listener of 'request' sees it, and over whatever a client sent under this name.
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[HEADER] = `${seal} ${request.socket.remoteAddress ?? ''}`;
  });
}

/** Undefined for a request that came before the stamp, or by no socket. */
export function readPeer(headers: Headers): string | undefined {
  const [seal, address] = headers.get(HEADER)?.split(' ') ?? [];
  return seal && seal === shared.sluicePeerSeal ? address || undefined : undefined;
}
