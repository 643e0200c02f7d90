import { preflight, throughDoor } from '#server/api/door.ts';
import { handleRest } from '#server/api/rest.ts';

export const dynamic = 'force-dynamic';

const rules = { limit: 'by-procedure', scope: 'by-procedure' } as const;

function handle(request: Request): Promise<Response> {
  return throughDoor(request, rules, (call) => handleRest(request, call));
}

export {
  handle as DELETE,
  handle as GET,
  handle as PATCH,
  handle as POST,
  handle as PUT,
  preflight as OPTIONS,
};
