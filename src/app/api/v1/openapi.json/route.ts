import { preflight, throughDoor } from '#server/api/door.ts';
import { createOpenApiDocument } from '#server/api/openapi/document.ts';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return throughDoor(request, { limit: 'general' }, async ({ container, headers }) =>
    Response.json(createOpenApiDocument(container.env.PUBLIC_URL), { headers }),
  );
}

export { preflight as OPTIONS };
