import { isForeignWrite } from '#server/api/origin.ts';
import { handleTrpc } from '#server/api/trpc-http.ts';
import { webContainer } from '#server/container.ts';

export const dynamic = 'force-dynamic';

function handle(request: Request): Promise<Response> | Response {
  const container = webContainer();
  if (isForeignWrite(request, container.env.PUBLIC_URL)) return new Response(null, { status: 403 });
  return handleTrpc(container, request);
}

export { handle as GET, handle as POST };
