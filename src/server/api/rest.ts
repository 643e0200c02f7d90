import { createOpenApiFetchHandler } from 'trpc-to-openapi';
import type { ErrorCode } from '#lib/domain/errors.ts';
import { AppError, isErrorCode, statusOfError } from '#lib/domain/errors.ts';
import { viewerOfCall } from '../auth/viewer-of-request.ts';
import type { WebContainer } from '../container.ts';
import { describeError, RETRY_AFTER_SECONDS } from './errors.ts';
import { appRouter } from './root.ts';

/** A megabyte of captions, with every line end escaped. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** What the handler sends of an error: tRPC's shape, with our code and details in `data`. */
interface Refusal {
  readonly message: string;
  readonly code: string;
  readonly data?: { readonly appCode?: unknown; readonly details?: unknown };
}

interface SuccessMeta {
  readonly successStatus?: number;
}

function envelope(status: number, body: unknown, headers: Headers): Response {
  headers.set('cache-control', 'no-store');
  if (status === 503 && !headers.has('retry-after')) headers.set('retry-after', RETRY_AFTER_SECONDS);
  if (status === 204) return new Response(null, { status, headers });
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(body), { status, headers });
}

/** The error half of the envelope. */
export function restError(error: unknown, headers = new Headers()): Response {
  const { code, message, details } = describeError(error);
  return envelope(statusOfError(code), { success: false, error: { code, message, details } }, headers);
}

/** Calls without a body are calls with an empty one: the handler insists on JSON. */
async function withJsonBody(request: Request): Promise<Request> {
  if (request.method === 'GET' || request.method === 'HEAD') return request;
  const text = request.method === 'DELETE' ? '' : await request.text();
  const headers = new Headers(request.headers);
  if (text.length > MAX_BODY_BYTES) headers.set('content-type', 'application/octet-stream');
  if (text === '') headers.set('content-type', 'application/json');
  const body = request.method === 'DELETE' ? {} : { body: text === '' ? '{}' : text };
  return new Request(request.url, { method: request.method, headers, ...body });
}

function successStatusOf(path: string | undefined): number {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { meta?: SuccessMeta } }>;
  return procedures[path ?? '']?._def.meta?.successStatus ?? 200;
}

/** Answers `/api/v1/*` from the same procedures that the pages call, inside the envelope. */
export async function handleRest(container: WebContainer, request: Request): Promise<Response> {
  const responseHeaders = new Headers();
  let successStatus = 200;
  try {
    const viewer = await viewerOfCall(container, request, 'by-procedure');
    const response = await createOpenApiFetchHandler({
      endpoint: '/api/v1',
      router: appRouter,
      req: await withJsonBody(request),
      createContext: () => ({ container, viewer, request, responseHeaders }),
      // Kept for the envelope: the handler always sends a body, and a 204 must not have one.
      responseMeta({ paths, errors }) {
        if (errors.length === 0) successStatus = successStatusOf(paths?.[0]);
        return {};
      },
    });
    if (response.ok) {
      const data: unknown = await response.json();
      return envelope(successStatus, { success: true, data }, responseHeaders);
    }
    const body = (await response.json()) as Refusal;
    const { code, message, details } = readError(body);
    return envelope(
      statusOfError(code),
      { success: false, error: { code, message, details } },
      responseHeaders,
    );
  } catch (error) {
    if (!(error instanceof AppError)) container.log.error({ err: error }, 'REST call failed');
    return restError(error, responseHeaders);
  }
}

/** The handler's own refusals (no such route, not JSON) come without our code. */
function readError(body: Refusal): {
  code: ErrorCode;
  message: string;
  details: unknown;
} {
  const { appCode, details } = body.data ?? {};
  if (isErrorCode(appCode)) return { code: appCode, message: body.message, details: details ?? {} };
  if (body.code === 'NOT_FOUND') return { code: 'NOT_FOUND', message: 'There is no such call.', details: {} };
  return { code: 'VALIDATION_FAILED', message: 'Send a JSON body of at most 2 MiB.', details: {} };
}
