import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const runTask = z.object({
  cluster: z.string(),
  taskDefinition: z.string(),
  clientToken: z.string().max(64),
  capacityProviderStrategy: z.array(z.object({ capacityProvider: z.string() })),
  overrides: z.object({
    containerOverrides: z.array(
      z.object({ name: z.string(), environment: z.array(z.object({ name: z.string(), value: z.string() })) }),
    ),
  }),
});
export type RunTaskCall = z.infer<typeof runTask>;

export interface FakeEcs {
  readonly url: string;
  readonly calls: readonly RunTaskCall[];
  /** Providers that answer as ECS does when it has no room: 200, no task, `failures`. */
  readonly withoutCapacity: Set<string>;
  /** Tasks by client token: the same token starts one. */
  readonly tasks: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

/** Speaks as much of ECS's JSON protocol as the launcher needs, on a loopback port. */
export async function startFakeEcs(): Promise<FakeEcs> {
  const calls: RunTaskCall[] = [];
  const tasks = new Map<string, string>();
  const withoutCapacity = new Set<string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = runTask.parse(JSON.parse(Buffer.concat(chunks).toString()));
    calls.push(call);
    const provider = call.capacityProviderStrategy[0]?.capacityProvider ?? '';
    if (!withoutCapacity.has(provider) && !tasks.has(call.clientToken)) {
      tasks.set(call.clientToken, `arn:aws:ecs:eu-west-1:1:task/${call.cluster}/${tasks.size}`);
    }
    const taskArn = tasks.get(call.clientToken);
    const body = taskArn
      ? { tasks: [{ taskArn }], failures: [] }
      : {
          tasks: [],
          failures: [{ reason: 'RESOURCE:FARGATE', detail: 'Capacity is unavailable at this time.' }],
        };
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    tasks,
    withoutCapacity,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
