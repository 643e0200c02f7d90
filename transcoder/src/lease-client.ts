import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { LeasedTask } from '../../src/lib/domain/worker-protocol.ts';
import type { AppRouter } from '../../src/server/api/root.ts';

/** A call that web has not answered by then is made again; a lease outlives several of them. */
const CALL_TIMEOUT_MS = 8_000;

/** Web does not know this worker any more: it was silent for so long that its place was given away. */
export class SessionEnded extends Error {
  constructor(options: { cause: unknown }) {
    super('web does not know this worker any more', options);
    this.name = 'SessionEnded';
  }
}

/** @throws SessionEnded, for which trying again is of no use, unlike for every other failure */
async function asWorker<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const isUnknown = error instanceof TRPCClientError && error.data?.httpStatus === 401;
    throw isUnknown ? new SessionEnded({ cause: error }) : error;
  }
}

export interface LeaseClient {
  lease(maxPriority: number | null): Promise<{ task: LeasedTask | null; leaseSeconds: number }>;
  renew(held: { taskId: string; epoch: number }): Promise<{ cancel: boolean; isUrgent: boolean }>;
  leave(): Promise<void>;
}

/** Enters with the launch ticket; every later call carries the session token it was exchanged for. */
export async function enter(webUrl: string, workerId: string, ticket: string): Promise<LeaseClient> {
  let authorization = '';
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${webUrl}/api/trpc`,
        headers: () => (authorization ? { authorization } : {}),
        fetch: (url, options) =>
          fetch(url, { ...(options as RequestInit), signal: AbortSignal.timeout(CALL_TIMEOUT_MS) }),
      }),
    ],
  });
  const { sessionToken } = await client.worker.enter.mutate({ workerId, ticket });
  authorization = `Worker ${workerId}.${sessionToken}`;
  return {
    lease: (maxPriority) => asWorker(() => client.worker.lease.mutate({ maxPriority })),
    renew: (held) => asWorker(() => client.worker.renew.mutate(held)),
    leave: () => asWorker(() => client.worker.leave.mutate()),
  };
}
