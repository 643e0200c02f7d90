import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { AppError } from '#lib/domain/errors.ts';
import { viewerOfCall } from '../auth/viewer-of-request.ts';
import type { WebContainer } from '../container.ts';
import { addressOfRequest } from '../http/address-of-request.ts';
import { limitHeaderNames } from '../limits/limit-headers.ts';
import { answerSubscription, subscriptionOf, TRPC_ENDPOINT } from './answer-subscription.ts';
import { describeError, RETRY_AFTER_SECONDS, toAppError, toTrpcError } from './errors.ts';
import { readJsonBody } from './json-body.ts';
import { isForeignWrite } from './origin.ts';
import { appRouter } from './root.ts';
import type { ApiContext } from './trpc.ts';

/** Answers `/api/trpc/*`. What fails before a procedure is reached is an answer in tRPC's shape too. */
export async function handleTrpc(container: WebContainer, request: Request): Promise<Response> {
  const { env, callLimits } = container;
  const address = addressOfRequest(env, request);
  const headers = new Headers();
  try {
    if (isForeignWrite(request, env)) throw new AppError('FORBIDDEN');
    const sound = await withSoundInput(request);
    const subscription = subscriptionOf(sound);
    const answer = subscription
      ? await answerSubscription(subscription, sound, await createContext(container, sound, address, headers))
      : await answerCalls(container, sound, address);
    if (answer.headers.has(limitHeaderNames[0])) return answer;
    // It reached no procedure that could have counted it.
    await callLimits.count({ viewer: null, address }, 'general', headers);
    return answer;
  } catch (error) {
    return refuse(error, headers);
  }
}

async function createContext(
  container: WebContainer,
  request: Request,
  address: string,
  responseHeaders: Headers,
): Promise<ApiContext> {
  try {
    const viewer = await viewerOfCall(container, request, 'by-procedure');
    return { container, viewer, request, responseHeaders, address };
  } catch (error) {
    if (!(error instanceof AppError)) container.log.error({ err: error }, 'who asks could not be found out');
    throw toTrpcError(error);
  }
}

function answerCalls(container: WebContainer, request: Request, address: string): Promise<Response> {
  return fetchRequestHandler({
    endpoint: TRPC_ENDPOINT,
    req: request,
    router: appRouter,
    maxBatchSize: 10,
    createContext: ({ resHeaders }) => createContext(container, request, address, resHeaders),
    responseMeta: ({ errors }) =>
      errors.some(({ code }) => code === 'SERVICE_UNAVAILABLE')
        ? { headers: new Headers({ 'retry-after': RETRY_AFTER_SECONDS }) }
        : {},
  });
}

/**
 * tRPC would take forms and files too, of any length: none of ours are sent that way. And what is no JSON it takes for a
 * failure of ours.
 */
async function withSoundInput(request: Request): Promise<Request> {
  const { method, url, headers } = request;
  if (method === 'GET' || method === 'HEAD') {
    needJson(new URL(url).searchParams.get('input'));
    return request;
  }
  if (!headers.get('content-type')?.startsWith('application/json'))
    throw new AppError('INVALID_FILE_TYPE', 'Send application/json.');
  const body = await readJsonBody(request);
  needJson(body);
  return new Request(url, { method, headers, body, signal: request.signal });
}

function needJson(text: string | null): void {
  try {
    if (text) JSON.parse(text);
  } catch {
    throw new AppError('VALIDATION_FAILED', 'This is not JSON.');
  }
}

/** The code that JSON-RPC has for a server's own refusals. */
const JSON_RPC_SERVER_ERROR = -32_000;

function refuse(error: unknown, headers: Headers): Response {
  const { code, message, details } = describeError(error);
  const { status } = toAppError(error);
  const data = { code: toTrpcError(error).code, httpStatus: status, appCode: code, details };
  if (status === 503) headers.set('retry-after', RETRY_AFTER_SECONDS);
  return Response.json({ error: { message, code: JSON_RPC_SERVER_ERROR, data } }, { status, headers });
}
