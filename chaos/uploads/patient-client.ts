/** A client that does what a good one does: asks again when there is no answer, and never gives up an upload. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { loginShape, registerShape } from '../../tests/support/rest-shapes.ts';

/** The server understood, and said no. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(where: string, status: number, code: string) {
    super(`${where} was refused: ${status} ${code}`);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
  }
}

export interface PatientClient {
  /** @throws Refused; Error after minutes without an answer */
  call<Data>(method: 'GET' | 'POST', route: string, shape: z.ZodType<Data>, body?: unknown): Promise<Data>;
  /** To a signed URL. @throws Refused, when it has to be signed again */
  put(url: string, bytes: Uint8Array<ArrayBuffer>, contentType?: string): Promise<void>;
  /** How often it had to ask again. */
  repeats(): number;
}

const ANSWER_WITHIN_MS = 15_000;
/** Longer than any fault lasts. */
const PATIENCE_MS = 180_000;
/** Of their quarter of an hour. With a token that ran out a private video is not found. */
const TOKEN_KEPT_MS = 600_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 3_000;

const success = z.object({ data: z.unknown() });
const failure = z.object({ error: z.object({ code: z.string() }) });

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterMs: number;
}

async function ask(url: string, init: RequestInit): Promise<Answer | undefined> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const retryAfterMs = Number(response.headers.get('retry-after') ?? 0) * 1000;
    return { status: response.status, body: isJson ? JSON.parse(text) : null, retryAfterMs };
  } catch {
    // No connection, cut off in the middle, or too late: all the same to whoever asks again.
    return undefined;
  }
}

/** Registers somebody new. */
export async function createPatientClient(siteUrl: string): Promise<PatientClient> {
  const api = `${siteUrl}/api/v1`;
  const account = { email: `${randomUUID()}@example.test`, password: `pass-${randomUUID()}`, name: 'Ada' };
  let token = '';
  let loggedInAt = 0;
  let repeats = 0;

  async function persist(where: string, once: () => Promise<Answer | undefined>): Promise<unknown> {
    const deadline = performance.now() + PATIENCE_MS;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      const answer = await once();
      if (answer && answer.status < 400) return answer.body;
      const isPassing = !answer || answer.status >= 500 || answer.status === 429;
      const code = failure.safeParse(answer?.body).data?.error.code ?? '';
      if (!isPassing) throw new Refused(where, answer.status, code);
      if (performance.now() > deadline)
        throw new Error(
          `${where} had no good answer for minutes; the last: ${answer?.status ?? 'none'} ${code}`,
        );
      repeats += 1;
      await delay(Math.max(pauseMs, Math.min(LONGEST_PAUSE_MS, answer?.retryAfterMs ?? 0)));
    }
  }

  async function send(method: string, route: string, body: unknown): Promise<unknown> {
    const parsed = await persist(`${method} ${route}`, () =>
      ask(api + route, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(token !== '' && { authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    return success.parse(parsed).data;
  }

  async function logIn(): Promise<void> {
    token = '';
    token = loginShape.parse(await send('POST', '/auth/login', account)).accessToken;
    loggedInAt = performance.now();
  }

  registerShape.parse(await send('POST', '/auth/register', account));
  await logIn();
  return {
    async call(method, route, shape, body) {
      if (performance.now() - loggedInAt > TOKEN_KEPT_MS) await logIn();
      return shape.parse(await send(method, route, body));
    },
    async put(url, bytes, contentType) {
      const headers: Record<string, string> = contentType ? { 'content-type': contentType } : {};
      await persist('PUT to the store', () => ask(url, { method: 'PUT', body: bytes, headers }));
    },
    repeats: () => repeats,
  };
}
