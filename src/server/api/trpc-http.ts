import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { AppError } from '#lib/domain/errors.ts';
import { viewerOfRequest } from '../auth/viewer-of-request.ts';
import type { WebContainer } from '../container.ts';
import { RETRY_AFTER_SECONDS, toTrpcError } from './errors.ts';
import { appRouter } from './root.ts';
import type { ApiContext } from './trpc.ts';

/** Answers `/api/trpc/*`. What fails before a procedure is reached is an answer in tRPC's shape too. */
export function handleTrpc(container: WebContainer, request: Request): Promise<Response> {
  async function createContext({ resHeaders }: { resHeaders: Headers }): Promise<ApiContext> {
    try {
      const viewer = await viewerOfRequest(container, request, 'by-procedure');
      return { container, viewer, request, responseHeaders: resHeaders };
    } catch (error) {
      if (!(error instanceof AppError))
        container.log.error({ err: error }, 'who asks could not be found out');
      throw toTrpcError(error);
    }
  }

  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    maxBatchSize: 10,
    createContext,
    responseMeta: ({ errors }) =>
      errors.some(({ code }) => code === 'SERVICE_UNAVAILABLE')
        ? { headers: new Headers({ 'retry-after': RETRY_AFTER_SECONDS }) }
        : {},
  });
}
