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
  /** @param waits web answers as soon as there is a task, or after some seconds */
  lease(
    wish: { readonly maxPriority: number | null; readonly waits: boolean },
    signal: AbortSignal,
  ): Promise<{ task: LeasedTask | null; leaseSeconds: number }>;
  renew(held: {
    taskId: string;
    epoch: number;
  }): Promise<{ cancel: boolean; isUrgent: boolean; wantedSegment: number | null }>;
  leave(): Promise<void>;
}

function withTimeout(signal: AbortSignal | null | undefined): AbortSignal {
  const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
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
          fetch(url, { ...(options as RequestInit), signal: withTimeout(options?.signal) }),
      }),
    ],
  });
  const { sessionToken } = await client.worker.enter.mutate({ workerId, ticket });
  authorization = `Worker ${workerId}.${sessionToken}`;
  return {
    lease: (wish, signal) => asWorker(() => client.worker.lease.mutate(wish, { signal })),
    renew: (held) => asWorker(() => client.worker.renew.mutate(held)),
    leave: () => asWorker(() => client.worker.leave.mutate()),
  };
}
