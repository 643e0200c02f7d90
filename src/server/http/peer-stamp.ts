import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * The address at the other end of the socket, as route handlers may believe it. Next.js hands them a plain Request,
 * and the X-Forwarded-For it adds is the client's own where the client sent one.
 */
const HEADER = 'x-sluice-peer';

/** Bundles of one process share it: only this process can have written a value that begins with it. */
const shared = globalThis as { sluicePeerSeal?: string };

/** Over whatever a client sent under this name. */
export function stampPeer({ headers, socket }: IncomingMessage): void {
  shared.sluicePeerSeal ??= randomBytes(16).toString('hex');
  headers[HEADER] = `${shared.sluicePeerSeal} ${socket.remoteAddress ?? ''}`;
}

/** Undefined for a request that came before the stamp, or by no socket. */
export function readPeer(headers: Headers): string | undefined {
  const [seal, address] = headers.get(HEADER)?.split(' ') ?? [];
  return seal && seal === shared.sluicePeerSeal ? address || undefined : undefined;
}
