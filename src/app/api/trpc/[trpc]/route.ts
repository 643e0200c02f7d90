import { handleTrpc } from '#server/api/trpc-http.ts';
import { webContainer } from '#server/container.ts';

export const dynamic = 'force-dynamic';

function handle(request: Request): Promise<Response> {
  return handleTrpc(webContainer(), request);
}

export { handle as GET, handle as POST };
