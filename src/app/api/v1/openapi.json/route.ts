import { generateOpenApiDocument } from 'trpc-to-openapi';
import { preflight, throughDoor } from '#server/api/door.ts';
import { appRouter } from '#server/api/root.ts';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return throughDoor(request, { limit: 'general' }, ({ container, headers }) => {
    const document = generateOpenApiDocument(appRouter, {
      title: 'Sluice',
      version: '1',
      baseUrl: `${container.env.PUBLIC_URL}/api/v1`,
      openApiVersion: '3.1.0',
    });
    return Response.json(document, { headers });
  });
}

export { preflight as OPTIONS };
