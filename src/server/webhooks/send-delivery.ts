import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { type Address, type Resolve, resolveTarget, TargetRefused } from './target.ts';

/** From the first look at the name to the end of the answer. Milliseconds. */
export const SEND_TIMEOUT_MS = 10_000;
/** Only the status counts; a talkative receiver is heard this far and no further. */
const MAX_ANSWER_BYTES = 64 * 1024;

export interface OutgoingDelivery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SendOutcome {
  /** HTTP status; null when none came. */
  readonly responseCode: number | null;
  /** Why it does not count as delivered, in words for the webhook's owner; null when it does. */
  readonly error: string | null;
}

export interface SenderParts {
  readonly resolve: Resolve;
  /** WEBHOOK_ALLOW_PRIVATE. */
  readonly allowPrivate: boolean;
  readonly timeoutMs?: number;
}

/** POSTs one delivery; whatever happens is an outcome, never an error. */
export type SendDelivery = (delivery: OutgoingDelivery) => Promise<SendOutcome>;

export function createSender({
  resolve,
  allowPrivate,
  timeoutMs = SEND_TIMEOUT_MS,
}: SenderParts): SendDelivery {
  return async ({ url, headers, body }) => {
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const target = new URL(url);
      if (target.protocol !== 'https:' && !allowPrivate) throw new TargetRefused('only https is allowed');
      const address = await orAbort(resolveTarget(target, resolve, allowPrivate), signal);
      const responseCode = await post(target, address, { headers, body, signal });
      return { responseCode, error: faultOfStatus(responseCode) };
    } catch (error) {
      return { responseCode: null, error: describeFault(error) };
    }
  };
}

/** A resolver can not be told to stop; it can be left alone. */
function orAbort<Answer>(work: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** Connects to the address that was checked, whatever the name says by now. */
function pinTo({ address, family }: Address): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

/** No redirect is followed, no connection is shared with another delivery. Answers the status. */
function post(
  target: URL,
  address: Address,
  { headers, body, signal }: { headers: Readonly<Record<string, string>>; body: string; signal: AbortSignal },
): Promise<number> {
  const { request } = target.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    let status: number | undefined;
    // Whatever the two sides are doing: this ends now.
    signal.addEventListener('abort', () => (status === undefined ? reject(signal.reason) : resolve(status)), {
      once: true,
    });
    const sent = request(
      target,
      { method: 'POST', headers: { ...headers }, agent: false, lookup: pinTo(address), signal },
      (response) => {
        const came = response.statusCode ?? 0;
        status = came;
        let heard = 0;
        response.on('data', (chunk: Buffer) => {
          heard += chunk.length;
          if (heard > MAX_ANSWER_BYTES) response.destroy();
        });
        // Also when it broke off or took too long: the status had come.
        response.on('error', () => resolve(came));
        response.on('close', () => resolve(came));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function faultOfStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return `answered ${status}; redirects are not followed`;
  return `answered ${status}`;
}

function describeFault(error: unknown): string {
  if (error instanceof TargetRefused) return error.message;
  if (!(error instanceof Error)) return 'could not be sent';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name was not found';
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  return code ? `the connection failed (${code})` : 'the connection failed';
}
