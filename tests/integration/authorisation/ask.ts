/** One call by each of its doors, and how far it got. */
import { z } from 'zod';
import { sharedStack } from '../../shared-stack.ts';
import type { Verdict } from './verdicts.ts';

export interface Procedure {
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly openapi: { readonly method: string; readonly path: string } | undefined;
}

const turnedAway: ReadonlySet<number> = new Set([401, 403, 404]);
/** Counted, and asked no further: it proves nothing about who may. */
const TOO_MANY = 429;

function verdictOf(status: number): Verdict | string {
  if (turnedAway.has(status)) return status as Verdict;
  return status < 500 && status !== TOO_MANY ? 'in' : `answered ${status}`;
}

const sseErrorShape = z.object({ data: z.object({ httpStatus: z.number() }) });

/** A subscription says in its stream what went wrong; the first word decides. */
async function firstWord(response: Response): Promise<number> {
  const reader = response.body?.getReader();
  let text = '';
  while (reader && !/\ndata: .*\n/.test(text)) {
    const { done, value } = await reader.read();
    if (done) break;
    // The greeting of tRPC, before the first status.
    text = (text + new TextDecoder().decode(value)).replace(/event: connected\ndata: .*\n\n/, '');
  }
  await reader?.cancel();
  const error = /event: serialized-error\ndata: (.*)\n/.exec(text)?.[1];
  return error ? sseErrorShape.parse(JSON.parse(error)).data.httpStatus : response.status;
}

export async function askTrpc(
  name: string,
  { type }: Procedure,
  input: object,
  headers: Record<string, string>,
): Promise<Verdict | string> {
  const url = `${sharedStack().url}/api/trpc/${name}`;
  if (type === 'mutation') {
    const body = JSON.stringify(input);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    return verdictOf(answer.status);
  }
  const gone = new AbortController();
  const answer = await fetch(`${url}?input=${encodeURIComponent(JSON.stringify(input))}`, {
    headers: { ...headers, ...(type === 'subscription' && { accept: 'text/event-stream' }) },
    signal: gone.signal,
  });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
  const status = isStream ? await firstWord(answer) : answer.status;
  gone.abort();
  return verdictOf(status);
}

/** The REST twin: path parameters from the input, the rest in the query or the body. */
export async function askRest(
  openapi: NonNullable<Procedure['openapi']>,
  input: object,
  headers: Record<string, string>,
): Promise<Verdict | string> {
  const rest = new Map<string, unknown>(Object.entries(input));
  const path = openapi.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest.get(name));
    rest.delete(name);
    return encodeURIComponent(value);
  });
  const hasBody = !['GET', 'DELETE'].includes(openapi.method);
  const query = hasBody
    ? ''
    : `?${new URLSearchParams([...rest].map(([name, value]) => [name, String(value)]))}`;
  const answer = await fetch(`${sharedStack().url}/api/v1${path}${query}`, {
    method: openapi.method,
    headers: { ...headers, ...(hasBody && { 'content-type': 'application/json' }) },
    ...(hasBody && { body: JSON.stringify(Object.fromEntries(rest)) }),
  });
  await answer.body?.cancel();
  return verdictOf(answer.status);
}

export async function askRoute(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<Verdict | string> {
  const gone = new AbortController();
  const answer = await fetch(`${sharedStack().url}${path}`, { method, headers, signal: gone.signal });
  gone.abort();
  return verdictOf(answer.status);
}

/** Pages lead whoever must sign in to where that is done; `away` is any other redirect. */
export async function askPage(path: string, headers: Record<string, string>): Promise<string | number> {
  const answer = await fetch(`${sharedStack().url}${path}`, { headers, redirect: 'manual' });
  const text = await answer.text();
  if (answer.status >= 400) return answer.status;
  if (answer.status < 300) return text.includes('This account is banned.') ? 'told of the ban' : 'in';
  return answer.headers.get('location')?.startsWith('/sign-in?next=') ? 'sign-in' : 'away';
}
