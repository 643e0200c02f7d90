import { preflight, throughDoor } from '#server/api/door.ts';
import { handleTus } from '#server/api/tus.ts';

export const dynamic = 'force-dynamic';

function handle(request: Request): Promise<Response> {
  return throughDoor(
    request,
    {
      limit: request.method === 'POST' ? 'upload' : 'live',
      scope: 'uploads:write',
      // Creations and terminations have none. No form can send tus' own header, without which nothing happens.
      contentTypes: [''],
    },
    (call) => handleTus(request, call),
  );
}

/** A browser's question whether it may, or a client's what this server can do. */
function options(request: Request): Promise<Response> | Response {
  return request.headers.has('access-control-request-method') ? preflight(request) : handle(request);
}

export { handle as DELETE, handle as HEAD, handle as PATCH, handle as POST, options as OPTIONS };
