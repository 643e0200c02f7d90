/**
 * An ECS of our own: speaks AWS JSON 1.1 over HTTP to the real SDK client, and gives the shapes that ECS gives on bad
 * days. (moto ignores `clientToken` and never fails.) Test code.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCluster, type FakeEcsOptions } from './cluster.ts';
import type { Fault } from './faults.ts';
import { EcsError } from './protocol.ts';
import type { FakeStop, FakeTask } from './task.ts';

type Operation = 'RunTask' | 'DescribeTasks' | 'ListTasks' | 'StopTask';

export interface FakeEcs {
  readonly url: string;
  readonly calls: readonly { readonly operation: string; readonly body: Record<string, unknown> }[];
  /** In the order of their birth. */
  readonly tasks: () => readonly FakeTask[];
  /** The next calls of this kind go wrong, one fault each. */
  fail(operation: Operation, ...faults: readonly Fault[]): void;
  /** RunTask on this provider goes wrong from now on, so; null: not any more. */
  refuse(provider: string, fault: Fault | null): void;
  setStatus(task: FakeTask, lastStatus: string): void;
  end(task: FakeTask, stop: FakeStop): void;
  /** Whether DescribeTasks knows of the task. */
  setSeen(task: FakeTask, isSeen: boolean): void;
  close(): Promise<void>;
}

export async function startFakeEcs(options: FakeEcsOptions = {}): Promise<FakeEcs> {
  const cluster = createCluster(options);
  const calls: { operation: string; body: Record<string, unknown> }[] = [];
  const queued = new Map<string, Fault[]>();
  const refused = new Map<string, Fault>();

  function act(operation: string, body: unknown): object {
    if (operation === 'RunTask') return cluster.runTask(body);
    if (operation === 'DescribeTasks') return cluster.describeTasks(body);
    if (operation === 'ListTasks') return cluster.listTasks(body);
    if (operation === 'StopTask') return cluster.stopTask(body);
    throw new EcsError('UnsupportedFeatureException', `the fake does not know ${operation}`);
  }

  function faultOf(operation: string, body: Record<string, unknown>): Fault | undefined {
    const next = queued.get(operation)?.shift();
    if (next || operation !== 'RunTask') return next;
    const text = JSON.stringify(body.capacityProviderStrategy);
    return [...refused].find(([provider]) => text.includes(`"${provider}"`))?.[1];
  }

  function answer(response: ServerResponse, operation: string, body: Record<string, unknown>): void {
    const type = { 'content-type': 'application/x-amz-json-1.1' };
    try {
      const fault = faultOf(operation, body);
      const done = fault?.effect === 'none' ? undefined : act(operation, body);
      if (fault?.answer === 'hang') return;
      if (fault?.answer === 'cut') return void response.socket?.destroy();
      if (fault?.answer instanceof EcsError) throw fault.answer;
      response.writeHead(200, type).end(JSON.stringify(fault ? { tasks: [], ...fault.answer } : done));
    } catch (error) {
      const told =
        error instanceof EcsError ? error : new EcsError('InvalidParameterException', String(error));
      response.writeHead(told.status, type).end(told.body);
    }
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const body: Record<string, unknown> = JSON.parse(Buffer.concat(chunks).toString());
    calls.push({ operation, body });
    answer(response, operation, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    tasks: () => [...cluster.tasks.values()],
    fail: (operation, ...faults) => void queued.set(operation, [...(queued.get(operation) ?? []), ...faults]),
    refuse: (provider, fault) => void (fault ? refused.set(provider, fault) : refused.delete(provider)),
    setStatus: cluster.setStatus,
    end: cluster.end,
    setSeen: ({ taskArn }, isSeen) =>
      void (isSeen ? cluster.unseen.delete(taskArn) : cluster.unseen.add(taskArn)),
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
