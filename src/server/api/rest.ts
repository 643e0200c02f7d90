import { createOpenApiFetchHandler } from 'trpc-to-openapi';
import { AppError, type ErrorCode, isErrorCode } from '#lib/domain/errors.ts';
import type { RestCall } from './door.ts';
import { readJsonBody } from './json-body.ts';
import { restAnswer, restError } from './rest-answer.ts';
import { appRouter } from './root.ts';

/** What the handler sends of an error: tRPC's shape, with our code and details in `data`. */
interface Refusal {
  readonly message: string;
  readonly code: string;
  readonly data?: { readonly appCode?: unknown; readonly details?: unknown };
}

interface SuccessMeta {
  readonly successStatus?: number;
}

/** Calls without a body are calls with an empty one: the handler insists on JSON. */
async function withJsonBody(request: Request): Promise<Request> {
  const { method, url } = request;
  if (method === 'GET' || method === 'HEAD') return request;
  const text = method === 'DELETE' ? '' : await readJsonBody(request);
  const headers = new Headers(request.headers);
  if (text === '') headers.set('content-type', 'application/json');
  return new Request(url, { method, headers, ...(method !== 'DELETE' && { body: text || '{}' }) });
}

function successStatusOf(path: string | undefined): number {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { meta?: SuccessMeta } }>;
  return procedures[path ?? '']?._def.meta?.successStatus ?? 200;
}

/** Answers `/api/v1/*` from the same procedures that the pages call, inside the envelope. */
export async function handleRest(request: Request, call: RestCall): Promise<Response> {
  const { headers, ...who } = call;
  let successStatus = 200;
  const response = await createOpenApiFetchHandler({
    endpoint: '/api/v1',
    router: appRouter,
    req: await withJsonBody(request),
    createContext: () => ({ ...who, request, responseHeaders: headers }),
    // Kept for the envelope: the handler always sends a body, and a 204 must not have one.
    responseMeta({ paths, errors }) {
      if (errors.length === 0) successStatus = successStatusOf(paths?.[0]);
      return {};
    },
  });
  const body: unknown = await response.json();
  if (response.ok) return restAnswer(successStatus, { success: true, data: body }, headers);
  const { code, message, details } = readError(body as Refusal);
  return restError(new AppError(code, message, { details }), headers);
}

/** The handler's own refusals (no such route, not JSON) come without our code. */
function readError(body: Refusal): { code: ErrorCode; message: string; details: Record<string, unknown> } {
  const { appCode, details } = body.data ?? {};
  if (isErrorCode(appCode)) return { code: appCode, message: body.message, details: toRecord(details) };
  if (body.code === 'NOT_FOUND') return { code: 'NOT_FOUND', message: 'There is no such call.', details: {} };
  return { code: 'VALIDATION_FAILED', message: 'Send a JSON body.', details: {} };
}

const toRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
