import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';

/** Node's own limit for a whole request, which is kept for all that is no file. */
const BODY_MS = 300_000;
/** Doors whose bodies are files; they give up by themselves when nothing comes. */
const filePaths = /^\/api\/(?:tus\/|v1\/upload(?:\?|$))/;

interface RequestStart {
  readonly request: IncomingMessage;
  readonly server: Server;
}

/**
 * Lets files take as long as they need. Node ends every request whose body is not there after five minutes; a file of
 * gigabytes takes longer on most lines. Next.js makes the server and has no setting for it.
 */
export function allowLongBodies(bodyMs = BODY_MS): void {
  subscribe('http.server.request.start', (message) => {
    const { request, server } = message as RequestStart;
    server.requestTimeout = 0;
    if (request.method === 'GET' || filePaths.test(request.url ?? '')) return;
    const timer = setTimeout(() => request.destroy(), bodyMs).unref();
    for (const end of ['end', 'close']) request.once(end, () => clearTimeout(timer));
  });
}
