import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server';
import { appRouter } from './root.ts';
import { streamSubscription } from './stream-subscription.ts';
import type { ApiContext } from './trpc.ts';

export const TRPC_ENDPOINT = '/api/trpc';
/** No proxy may hold a stream back, and none may pack it. */
const streamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** The subscription that a request names, for answers that do not end. */
export function subscriptionOf(request: Request): string | undefined {
  const path = new URL(request.url).pathname.slice(`${TRPC_ENDPOINT}/`.length);
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const isSubscription = Object.hasOwn(procedures, path) && procedures[path]?._def.type === 'subscription';
  return isSubscription && request.method === 'GET' ? path : undefined;
}

/** Answers it with a stream of events; `ctx` is whom it is for. */
export async function answerSubscription(path: string, request: Request, ctx: ApiContext): Promise<Response> {
  const input: unknown = JSON.parse(new URL(request.url).searchParams.get('input') ?? 'null') ?? undefined;
  const call = { path, type: 'subscription', ctx, input } as const;
  const values = await callTRPCProcedure({
    ...call,
    router: appRouter,
    getRawInput: async () => input,
    signal: request.signal,
    batchIndex: 0,
  }).catch(failLater);
  const describe = (error: unknown) =>
    getTRPCErrorShape({ ...call, config: appRouter._def._config, error: getTRPCErrorFromUnknown(error) });
  return new Response(streamSubscription(values as AsyncIterable<unknown>, describe), {
    headers: [...ctx.responseHeaders, ...Object.entries(streamHeaders)],
  });
}

/** A browser hides the status and the body of a stream that was refused: what is wrong is told inside it. */
function failLater(error: unknown): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) };
}
