/** What pages call, as another program would: one procedure, JSON. */
import { z } from 'zod';
import { sharedStack } from '../shared-stack.ts';

const answerShape = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z.object({ message: z.string(), data: z.object({ appCode: z.string() }) }).optional(),
});

export interface TrpcAnswer {
  readonly status: number;
  /** `ok`, or the code of the error. */
  readonly code: string;
  readonly message: string;
  readonly data: unknown;
  readonly headers: Headers;
}

async function readAnswer(response: Response): Promise<TrpcAnswer> {
  const { result, error } = answerShape.parse(await response.json());
  return {
    status: response.status,
    code: error?.data.appCode ?? 'ok',
    message: error?.message ?? '',
    data: result?.data,
    headers: response.headers,
  };
}

const urlOf = (procedure: string) => `${sharedStack().url}/api/trpc/${procedure}`;

export async function mutate(
  procedure: string,
  input: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<TrpcAnswer> {
  return readAnswer(
    await fetch(urlOf(procedure), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(input),
    }),
  );
}

export async function query(
  procedure: string,
  input: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<TrpcAnswer> {
  const given = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return readAnswer(await fetch(`${urlOf(procedure)}${given}`, { headers }));
}
