import { generateOpenApiDocument } from 'trpc-to-openapi';
import { appRouter } from '#server/api/root.ts';
import { webContainer } from '#server/container.ts';

export const dynamic = 'force-dynamic';

export function GET(): Response {
  const document = generateOpenApiDocument(appRouter, {
    title: 'Sluice',
    version: '1',
    baseUrl: `${webContainer().env.PUBLIC_URL}/api/v1`,
    openApiVersion: '3.1.0',
  });
  return Response.json(document);
}
