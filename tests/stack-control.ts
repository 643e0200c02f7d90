/** Lets test files, which run in processes of their own, kill, pause, stop and start parts of the shared stack. */
import { createServer, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { findFreePorts } from '../infra/local/ports.ts';
import type { Stack } from '../infra/local/stack.ts';

const controlActionSchema = z.enum(['kill', 'pause', 'resume', 'stop', 'start', 'identity']);
export type ControlAction = z.infer<typeof controlActionSchema>;

export interface StackControl {
  readonly url: string;
  close(): Promise<void>;
}

async function act(stack: Stack, name: string, action: ControlAction): Promise<void> {
  const target = stack.process(name);
  switch (action) {
    case 'kill':
      return target.signal('SIGKILL');
    case 'pause':
      return target.signal('SIGSTOP');
    case 'resume':
      return target.signal('SIGCONT');
    case 'stop':
      return target.stop();
    case 'start':
      return target.start();
    case 'identity':
      return;
  }
}

export async function startStackControl(stack: Stack): Promise<StackControl> {
  const answer = (response: ServerResponse, status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const server = createServer((request, response) => {
    const [, name = '', action] = (request.url ?? '').split('/');
    void (async () => {
      try {
        await act(stack, name, controlActionSchema.parse(action));
        answer(response, 200, stack.process(name).identity() ?? null);
      } catch (error) {
        answer(response, 400, error instanceof Error ? error.message : String(error));
      }
    })();
  });
  const [port = 0] = await findFreePorts(1);
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port }, resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
