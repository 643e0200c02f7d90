/** What an API key opens: walks every procedure, so that a new one is shut until its author has decided. */
import { describe, expect, it } from 'vitest';
import { type ApiScope, apiScopes } from '#lib/domain/api-scopes.ts';
import type { WebContainer } from '../container.ts';
import { appRouter } from './root.ts';
import { createCallerFactory } from './trpc.ts';

interface AnyProcedure {
  readonly _def: { readonly meta?: { readonly scope?: ApiScope; readonly openapi?: object } };
}
type Call = (input: unknown) => Promise<unknown>;

const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, AnyProcedure>);
const scopeOf = (procedure: AnyProcedure) => procedure._def.meta?.scope;

/** Any use of it means that a procedure went to work. */
const untouchable = new Proxy({} as WebContainer, {
  get(_, name) {
    throw new Error(`reached: ${String(name)}`);
  },
});

/** Calls a procedure with a key of these scopes; answers why it was refused. */
async function refusalOf(path: string, scopes: readonly ApiScope[]): Promise<string> {
  const caller = createCallerFactory(appRouter)({
    container: untouchable,
    viewer: {
      userId: 'u',
      sessionId: 'k',
      email: 'a@example.test',
      name: 'Ada',
      role: 'admin',
      apiKey: { id: 'k', scopes },
    },
    request: new Request('http://sluice.test/'),
    responseHeaders: new Headers(),
    address: 'unknown',
  });
  const call = path
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller) as Call;
  return call({}).then(
    () => 'it went through',
    (error: Error) => error.message,
  );
}

describe('a procedure with a scope', () => {
  const open = procedures.flatMap(([path, procedure]) => {
    const scope = scopeOf(procedure);
    return scope ? [[path, scope] as const] : [];
  });

  it.each(open)('%s is refused to a key with every scope but %s', async (path, scope) => {
    const others = apiScopes.filter((one) => one !== scope);
    expect(await refusalOf(path, others)).toBe(`This API key lacks the scope ${scope}.`);
  });

  it.each(open)('%s is reached by a key with %s', async (path, scope) => {
    expect(await refusalOf(path, [scope])).not.toMatch(/API key/);
  });
});

describe('a procedure without a scope', () => {
  const shut = procedures.filter(([, procedure]) => !scopeOf(procedure)).map(([path]) => path);

  it.each(shut)("%s is shut to an admin's key of all scopes", async (path) => {
    expect(await refusalOf(path, apiScopes)).toBe('This call can not be made with an API key.');
  });

  it('is every one that has to do with accounts, keys or workers', () => {
    const reserved = procedures
      .map(([path]) => path)
      .filter((path) => /^(accounts|apiKeys|worker)\./.test(path));
    expect(shut).toEqual(expect.arrayContaining(reserved));
  });
});

it('every scope opens something', () => {
  const used = new Set(procedures.map(([, procedure]) => scopeOf(procedure)));
  expect(apiScopes.filter((scope) => !used.has(scope))).toEqual([]);
});
