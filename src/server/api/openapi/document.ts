import { generateOpenApiDocument } from 'trpc-to-openapi';
import type { ApiScope } from '#lib/domain/api-scopes.ts';
import { appRouter } from '../root.ts';
import { curlOf } from './curl.ts';
import { describedWebhooks } from './described-webhooks.ts';
import {
  failureComponents,
  failureResponses,
  rateLimitHeaderComponents,
  rateLimitHeaders,
} from './failure-responses.ts';
import {
  type HttpMethod,
  httpMethods,
  type OpenApiDocument,
  type OperationObject,
  type PathItem,
  type ResponseObject,
  type SchemaObject,
} from './openapi-types.ts';
import { requestExamples, tagTexts, textsOf } from './operation-texts.ts';
import { sampleValue } from './sample-value.ts';
import { streamedPaths } from './streamed-paths.ts';

interface CallMeta {
  readonly scope?: ApiScope;
  readonly successStatus?: number;
  readonly openapi?: { readonly protect?: boolean };
}

const metas = new Map(
  Object.entries(
    appRouter._def.procedures as unknown as Record<string, { readonly _def: { readonly meta?: CallMeta } }>,
  ).map(([path, procedure]) => [path.replaceAll('.', '-'), procedure._def.meta ?? {}]),
);

const securitySchemes = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'The `accessToken` of /auth/login or /auth/refresh: a person who is signed in.',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key `slk_…` of a person, for calls that name a scope that it has.',
  },
} as const;

const introduction = `Every answer is in an envelope: \`{"success":true,"data":…}\`, or
\`{"success":false,"error":{"code","message","details"}}\` with the fitting HTTP status. Act on the code; show the message.`;

/** The surface as OpenAPI 3.1, made from the procedures themselves. */
export function createOpenApiDocument(publicUrl: string): OpenApiDocument {
  const baseUrl = `${publicUrl}/api/v1`;
  // Ours is the part of OpenAPI's types that the document can hold.
  const generated = generateOpenApiDocument(appRouter, {
    title: 'Sluice',
    version: '1',
    baseUrl,
    openApiVersion: '3.1.0',
  }) as unknown as OpenApiDocument;
  const paths = Object.entries({ ...generated.paths, ...streamedPaths });
  return {
    openapi: generated.openapi,
    info: { title: 'Sluice', version: '1', description: introduction },
    servers: [{ url: baseUrl }],
    tags: Object.entries(tagTexts).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(paths.map(([path, item]) => [path, describePath(baseUrl, path, item)])),
    webhooks: describedWebhooks,
    components: { securitySchemes, headers: rateLimitHeaderComponents, ...failureComponents },
  };
}

function describePath(baseUrl: string, path: string, item: PathItem): PathItem {
  return Object.fromEntries(
    httpMethods.flatMap((method) => {
      const operation = item[method];
      return operation ? [[method, describeOperation(baseUrl, method, path, operation)]] : [];
    }),
  );
}

function describeOperation(
  baseUrl: string,
  method: HttpMethod,
  path: string,
  operation: OperationObject,
): OperationObject {
  const { operationId, parameters } = operation;
  const meta = metas.get(operationId);
  const scope = operation['x-scope'] ?? meta?.scope;
  const isProtected = meta ? meta.openapi?.protect === true : operation.security !== undefined;
  const requestBody = describeBody(operation);
  const described: OperationObject = {
    ...operation,
    ...(operation.summary ? {} : textsOf(operationId)),
    parameters: parameters ?? [],
    ...(requestBody && { requestBody }),
    security: [...(isProtected ? [] : [{}]), { accessToken: [] }, ...(scope ? [{ apiKey: [scope] }] : [])],
    ...(scope && { 'x-scope': scope }),
    responses: {
      ...successOf(operation, meta?.successStatus ?? 200),
      ...failureResponses({ isProtected, hasScope: Boolean(scope), hasPathParameter: path.includes('{') }),
    },
  };
  return {
    ...described,
    'x-codeSamples': [{ lang: 'curl', source: curlOf(baseUrl, method, path, described) }],
  };
}

/** With an example: what must be sent, as a person would send it. No body where there is nothing to send; a form as it is. */
function describeBody({ operationId, requestBody }: OperationObject): OperationObject['requestBody'] {
  if (requestBody?.content['multipart/form-data']) return requestBody;
  const schema = requestBody?.content['application/json']?.schema;
  if (!schema || Object.keys(schema.properties ?? {}).length === 0) return undefined;
  const required = (schema.required ?? []).map((name) => [
    name,
    sampleValue(schema.properties?.[name] ?? {}, name),
  ]);
  const example = requestExamples[operationId] ?? Object.fromEntries(required);
  return { required: required.length > 0, content: { 'application/json': { schema, example } } };
}

/** The library describes what procedures answer; REST puts it into the envelope. */
function successOf({ responses }: OperationObject, status: number): Record<string, ResponseObject> {
  const content = responses['200']?.content;
  if (content && !content['application/json']) return { 200: { description: 'The stream.', content } };
  if (status === 204) return { 204: { description: 'Done; there is no body.', headers: rateLimitHeaders } };
  const data: SchemaObject = content?.['application/json']?.schema ?? {};
  const schema: SchemaObject = {
    type: 'object',
    required: ['success', 'data'],
    properties: { success: { const: true }, data },
  };
  const example = { success: true, data: sampleValue(data) };
  return {
    [status]: {
      description: 'Done.',
      headers: rateLimitHeaders,
      content: { 'application/json': { schema, example } },
    },
  };
}
