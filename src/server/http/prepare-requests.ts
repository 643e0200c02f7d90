import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { stampPeer } from './peer-stamp.ts';
import { soundPath } from './sound-path.ts';

/** From now on every request is looked at before Next.js sees it. Call once, at the start of the process. */
export function prepareRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    stampPeer(request);
    request.url = soundPath(request.url ?? '/');
  });
}
