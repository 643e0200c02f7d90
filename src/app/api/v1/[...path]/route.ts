import { AppError } from '#lib/domain/errors.ts';
import { isForeignWrite } from '#server/api/origin.ts';
import { handleRest, restError } from '#server/api/rest.ts';
import { webContainer } from '#server/container.ts';

export const dynamic = 'force-dynamic';

/** Bearer calls may come from anywhere; a call that leans on a cookie only from our own pages. */
function handle(request: Request): Promise<Response> | Response {
  const container = webContainer();
  const usesCookie = request.headers.has('cookie') && !request.headers.has('authorization');
  if (usesCookie && isForeignWrite(request, container.env.PUBLIC_URL))
    return restError(new AppError('FORBIDDEN'));
  return handleRest(container, request);
}

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST };
