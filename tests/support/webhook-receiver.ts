/** A program of a person's own that is told of their videos: a server that answers as the test says. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const bodyShape = z.strictObject({
  id: z.ulid(),
  type: z.string(),
  occurredAt: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});

export interface ReceivedDelivery {
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly raw: string;
  readonly event: z.infer<typeof bodyShape>;
}

export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly ReceivedDelivery[];
  /** How the next ones are answered, one after the other: a status, or never. Then 200 again. */
  answerNext(...answers: (number | 'never')[]): void;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedDelivery[] = [];
  const answers: (number | 'never')[] = [];
  const answer = (response: ServerResponse) => {
    const next = answers.shift() ?? 200;
    if (next !== 'never') response.writeHead(next).end('ok');
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString();
      received.push({ headers: request.headers, raw, event: bodyShape.parse(JSON.parse(raw)) });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answerNext: (...next) => void answers.push(...next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
