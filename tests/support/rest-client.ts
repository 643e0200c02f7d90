/** The REST surface as another program meets it: bearer token, JSON, the envelope. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { sharedStack } from '../shared-stack.ts';
import { loginShape, registerShape } from './rest-shapes.ts';

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; null when there was no body. */
  readonly body: unknown;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

const successShape = z.strictObject({ success: z.literal(true), data: z.unknown() });
const failureShape = z.strictObject({
  success: z.literal(false),
  error: z.strictObject({
    code: z.string(),
    message: z.string().min(1),
    details: z.record(z.string(), z.unknown()),
  }),
});

export async function callRest(
  method: Method,
  route: string,
  options: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<RestAnswer> {
  const response = await fetch(`${sharedStack().url}/api/v1${route}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** The `data` of a success, checked against its shape. Anything else fails with what was said. */
export function dataOf<Data>(answer: RestAnswer, shape: z.ZodType<Data>, status = 200): Data {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return shape.parse(successShape.parse(answer.body).data);
}

/** `<status> <code>` of a refusal, which must come in the envelope and with a sentence. */
export function refusalOf({ status, body }: RestAnswer): string {
  return `${status} ${failureShape.parse(body).error.code}`;
}

export const detailsOf = ({ body }: RestAnswer): Readonly<Record<string, unknown>> =>
  failureShape.parse(body).error.details;

export interface RestClient {
  readonly email: string;
  readonly password: string;
  readonly userId: string;
  readonly name: string;
  readonly token: string;
  send(method: Method, route: string, body?: unknown): Promise<RestAnswer>;
  get<Data>(route: string, shape: z.ZodType<Data>): Promise<Data>;
  post<Data>(route: string, shape: z.ZodType<Data>, body?: unknown, status?: number): Promise<Data>;
}

/** A new person, registered and signed in through the front door. */
export async function registerPerson(name = 'Ada'): Promise<RestClient> {
  const account = { email: `${randomUUID()}@example.test`, password: `pass-${randomUUID()}`, name };
  const { user } = dataOf(await callRest('POST', '/auth/register', { body: account }), registerShape, 201);
  const { accessToken } = dataOf(await callRest('POST', '/auth/login', { body: account }), loginShape);
  const headers = { authorization: `Bearer ${accessToken}` };
  const send = (method: Method, route: string, body?: unknown) => callRest(method, route, { body, headers });
  return {
    ...account,
    userId: user.id,
    token: accessToken,
    send,
    get: async (route, shape) => dataOf(await send('GET', route), shape),
    post: async (route, shape, body, status) => dataOf(await send('POST', route, body), shape, status),
  };
}
