/** The document is what clients are generated from: it must be whole, and its examples must be true. */
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { appRouter } from '../root.ts';
import { curlOf } from './curl.ts';
import { createOpenApiDocument } from './document.ts';
import { type HttpMethod, httpMethods, type OperationObject } from './openapi-types.ts';

interface AnyProcedure {
  readonly _def: {
    readonly meta?: {
      readonly scope?: string;
      readonly successStatus?: number;
      readonly openapi?: { readonly protect?: boolean };
    };
    readonly inputs: readonly z.ZodType[];
    readonly output?: z.ZodType;
  };
}

const document = createOpenApiDocument('https://sluice.test');
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  httpMethods.flatMap((method) => {
    const operation = item[method];
    return operation ? [{ name: `${method.toUpperCase()} ${path}`, method, path, operation }] : [];
  }),
);
const procedures = appRouter._def.procedures as unknown as Record<string, AnyProcedure>;
const procedureOf = ({ operationId }: OperationObject) => procedures[operationId.replaceAll('-', '.')];
const ofProcedures = operations.filter(({ operation }) => procedureOf(operation));
const samplePath = (path: string) =>
  Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? '', '01KAZX5V3H8T6W2M4N9QRS7BCD']),
  );

/** Everything under a `$ref` key, wherever it is. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}

describe('the document', () => {
  it('is OpenAPI 3.1 with every call that has a place on the REST surface', () => {
    expect(document.openapi).toBe('3.1.0');
    const placed = Object.entries(procedures).filter(([, { _def }]) => _def.meta?.openapi);
    expect(ofProcedures.map(({ operation }) => operation.operationId).sort()).toEqual(
      placed.map(([path]) => path.replaceAll('.', '-')).sort(),
    );
  });

  it('points to nothing that is not there', () => {
    for (const ref of refsIn(document)) {
      const found = ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
      expect([ref, typeof found]).toEqual([ref, 'object']);
    }
  });

  it('names each call once, in a sentence, under a tag that is described', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags.map(({ name }) => name);
    for (const { operation } of operations) {
      expect(operation.summary).toMatch(/^[A-Z]/);
      for (const tag of operation.tags ?? []) expect(tags).toContain(tag);
      expect(operation.tags).not.toHaveLength(0);
    }
  });

  it('tells what we send to webhooks', () => {
    expect(Object.keys(document.webhooks)).toEqual(
      expect.arrayContaining(['video.ready', 'video.failed', 'video.playable', 'video.deleted']),
    );
  });
});

describe.each(operations)('$name', ({ path, operation }) => {
  it('declares the parameters of its path, and no other', () => {
    const declared = operation.parameters?.filter((one) => one.in === 'path') ?? [];
    expect(declared.map(({ name }) => name).sort()).toEqual(Object.keys(samplePath(path)).sort());
    for (const { required } of declared) expect(required).toBe(true);
  });

  it('puts its answer and its refusals into the envelope', () => {
    const [status = '', success] = Object.entries(operation.responses)[0] ?? [];
    expect(Number(status)).toBe(procedureOf(operation)?._def.meta?.successStatus ?? 200);
    const schema = success?.content?.['application/json']?.schema;
    if (schema) expect(schema).toMatchObject({ required: ['success', 'data'] });
    expect(operation.responses.default).toEqual({ $ref: '#/components/responses/Failure' });
    expect(operation.responses['422']).toBeDefined();
  });

  it('says which key opens it', () => {
    const meta = procedureOf(operation)?._def.meta;
    const scopes = operation.security?.flatMap((one) => one.apiKey ?? []);
    expect(scopes).toEqual([operation['x-scope'] ?? []].flat());
    if (meta) expect(operation['x-scope']).toBe(meta.scope);
    const isOpen = operation.security?.some((one) => Object.keys(one).length === 0);
    if (meta) expect(isOpen).toBe(meta.openapi?.protect !== true);
  });
});

describe.each(ofProcedures)('the examples of $name', ({ method, path, operation }) => {
  const { inputs, output } = procedureOf(operation)?._def ?? { inputs: [] };

  it('are what it takes', () => {
    const body = operation.requestBody?.content['application/json']?.example ?? {};
    for (const input of inputs) {
      const result = input.safeParse({ ...samplePath(path), ...(body as object) });
      expect(result.error?.issues ?? []).toEqual([]);
    }
  });

  it('are what it answers', () => {
    const { content } = Object.values(operation.responses)[0] ?? {};
    const example = content?.['application/json']?.example as { data: unknown } | undefined;
    if (example) expect(output?.safeParse(example.data).error?.issues ?? []).toEqual([]);
  });

  it('come with a line for the shell', () => {
    const source = operation['x-codeSamples']?.[0]?.source ?? '';
    expect(source).toContain(`https://sluice.test/api/v1/${path.split('/')[1]}`);
    if (method !== 'get') expect(source).toContain(`-X ${method.toUpperCase()}`);
    expect(source).not.toMatch(/[{]\w+[}]/);
  });
});

it('a quote in a body does not end the word of the shell', () => {
  const requestBody = { content: { 'application/json': { example: { title: "Ada's" } } } };
  const method: HttpMethod = 'post';
  expect(
    curlOf('https://a.test', method, '/x', { requestBody, security: [{ apiKey: ['s'] }], 'x-scope': 's' }),
  ).toBe(
    [
      `curl -X POST 'https://a.test/x' \\`,
      `  -H "Authorization: Bearer $SLUICE_KEY" \\`,
      `  -H 'Content-Type: application/json' \\`,
      String.raw`  -d '{"title":"Ada'\''s"}'`,
    ].join('\n'),
  );
});
