/** Who uploads and watches: registered and signed in through the front door, as any other program would be. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RestAnswer, RestClient } from '../../tests/support/rest-client.ts';
import { loginShape, registerShape } from '../../tests/support/rest-shapes.ts';

type Method = Parameters<RestClient['send']>[0];

const successShape = z.object({ data: z.unknown() });

function dataOf<Data>(answer: RestAnswer, shape: z.ZodType<Data>, status = 200): Data {
  if (answer.status !== status) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return shape.parse(successShape.parse(answer.body).data);
}

async function call(url: string, token: string, method: Method, body?: unknown): Promise<RestAnswer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== '' && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

export interface Person extends RestClient {
  readonly siteUrl: string;
}

export async function registerPersonAt(siteUrl: string, name: string): Promise<Person> {
  const api = `${siteUrl}/api/v1`;
  const account = { email: `${randomUUID()}@example.test`, password: `pass-${randomUUID()}`, name };
  const { user } = dataOf(await call(`${api}/auth/register`, '', 'POST', account), registerShape, 201);
  const { accessToken } = dataOf(await call(`${api}/auth/login`, '', 'POST', account), loginShape);
  const send: RestClient['send'] = (method, route, body) => call(api + route, accessToken, method, body);
  return {
    ...account,
    siteUrl,
    userId: user.id,
    token: accessToken,
    send,
    get: async (route, shape) => dataOf(await send('GET', route), shape),
    post: async (route, shape, body, status) => dataOf(await send('POST', route, body), shape, status),
  };
}
