import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { isForeignWrite } from '#server/api/origin.ts';
import { appRouter } from '#server/api/root.ts';
import { viewerOfRequest } from '#server/auth/viewer-of-request.ts';
import { webContainer } from '#server/container.ts';

export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  const container = webContainer();
  if (isForeignWrite(request, container.env.PUBLIC_URL)) return new Response(null, { status: 403 });
  const viewer = await viewerOfRequest(container, request);
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    maxBatchSize: 10,
    createContext: ({ resHeaders }) => ({ container, viewer, request, responseHeaders: resHeaders }),
  });
}

export { handle as GET, handle as POST };
