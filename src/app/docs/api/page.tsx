import type { Metadata } from 'next';
import { createOpenApiDocument } from '#server/api/openapi/document.ts';
import { httpMethods } from '#server/api/openapi/openapi-types.ts';
import { webContainer } from '#server/container.ts';
import { Introduction } from './introduction.tsx';
import { Operation, type ShownOperation } from './operation.tsx';
import { WebhookGuide } from './webhook-guide.tsx';

export const metadata: Metadata = { title: 'API' };

/** The OpenAPI document for people. Rendered here, without a script: nothing for a content policy to forbid. */
export default function ApiDocsPage() {
  const document = createOpenApiDocument(webContainer().env.PUBLIC_URL);
  const operations: readonly ShownOperation[] = Object.entries(document.paths).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
  const sections = document.tags.map((tag) => ({
    ...tag,
    operations: operations.filter(({ operation }) => operation.tags?.includes(tag.name)),
  }));
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-1 gap-10 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <nav aria-label="Calls" className="max-lg:hidden">
        <ul className="sticky top-24 grid max-h-[calc(100dvh-8rem)] gap-4 overflow-y-auto text-sm">
          {sections.map(({ name, operations: own }) => (
            <li key={name}>
              <a href={`#${name}`} className="font-semibold">
                {name}
              </a>
              <ul className="mt-1 border-l border-line">
                {own.map(({ operation }) => (
                  <li key={operation.operationId}>
                    <a
                      href={`#${operation.operationId}`}
                      className="block py-1 pl-3 text-muted hover:text-ink"
                    >
                      {operation.summary}
                    </a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid grid-cols-1 gap-12">
        <Introduction baseUrl={document.servers[0]?.url ?? ''} />
        {sections.map(({ name, description, operations: own }) => (
          <section key={name} id={name} aria-labelledby={`${name}-title`} className="scroll-mt-24">
            <h2 id={`${name}-title`} className="text-xl font-bold">
              {description}
            </h2>
            {name === 'webhooks' && <WebhookGuide webhooks={document.webhooks} />}
            <div className="mt-4 grid grid-cols-1 gap-4">
              {own.map((shown) => (
                <Operation key={shown.operation.operationId} {...shown} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}
