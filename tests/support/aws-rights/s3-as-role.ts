/**
 * The stack's S3 as AWS answers one role: what docs/aws-roles.md does not grant is refused, and whoever may not list a
 * bucket is told 403 of what is not in it. Test code.
 */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { grantedTo, type Wish } from './granted.ts';
import { wishesOf } from './s3-wish.ts';

export interface S3AsRole {
  readonly url: string;
  /** What was asked for without a right to it, as `action on resource`. */
  readonly refused: readonly string[];
  /** Actions that were asked for and granted. */
  readonly used: ReadonlySet<string>;
  close(): Promise<void>;
}

/** @param buckets their names, by what the table calls them */
export async function startS3AsRole(
  role: string,
  endpoint: string,
  buckets: { readonly source: string; readonly media: string },
): Promise<S3AsRole> {
  const isGranted = grantedTo(role);
  const nameOf = (bucket: string): string =>
    bucket === buckets.source ? 'source' : bucket === buckets.media ? 'media' : bucket;
  const agent = new Agent({ keepAlive: true });
  const refused: string[] = [];
  const used = new Set<string>();

  function deny(incoming: IncomingMessage, answer: ServerResponse): void {
    const body =
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
    answer.writeHead(403, { 'content-type': 'application/xml', 'content-length': body.length });
    answer.end(incoming.method === 'HEAD' ? undefined : body);
    incoming.resume();
  }

  function isHidden(incoming: IncomingMessage, wishes: readonly Wish[], status: number | undefined): boolean {
    const bucket = wishes[0]?.resource.split(' /')[0] ?? '';
    const isRead = incoming.method === 'GET' || incoming.method === 'HEAD';
    return status === 404 && isRead && !isGranted({ action: 's3:ListBucket', resource: bucket });
  }

  const server = createServer((incoming, answer) => {
    const wishes = wishesOf(incoming, nameOf);
    const missing = wishes.filter((wish) => !isGranted(wish));
    if (missing.length > 0) {
      refused.push(...missing.map(({ action, resource }) => `${action} on ${resource}`));
      return deny(incoming, answer);
    }
    for (const { action } of wishes) used.add(action);
    const { method, url, headers } = incoming;
    // With the caller's own Host, which its signature covers.
    const outgoing = request(new URL(url ?? '/', endpoint), { method, headers, agent }, (given) => {
      if (isHidden(incoming, wishes, given.statusCode)) {
        given.resume();
        return deny(incoming, answer);
      }
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
      given.once('error', () => answer.destroy());
    });
    outgoing.once('error', () => answer.destroy());
    answer.once('close', () => {
      if (!answer.writableFinished) outgoing.destroy();
    });
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    refused,
    used,
    close: () => {
      agent.destroy();
      return new Promise((resolve) => server.close(() => resolve()).closeAllConnections());
    },
  };
}
