import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { stampPeer } from './peer-stamp.ts';
import { soundPath } from './sound-path.ts';

/** Methods that no Request of the fetch standard can have: Next.js fails at making one. */
const unspeakable: ReadonlySet<string | undefined> = new Set(['TRACE', 'TRACK', 'CONNECT']);

/** From now on every request is looked at before Next.js sees it. Call once, at the start of the process. */
export function prepareRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    stampPeer(request);
    request.url = soundPath(request.url ?? '/');
    // One that nobody knows is refused as such.
    if (unspeakable.has(request.method)) request.method = 'UNSUPPORTED';
  });
}
