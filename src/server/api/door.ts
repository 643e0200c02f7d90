import { AppError } from '#lib/domain/errors.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';
import { type KeyNeeds, viewerOfCall } from '../auth/viewer-of-request.ts';
import { type WebContainer, webContainer } from '../container.ts';
import { addressOfRequest } from '../http/address-of-request.ts';
import { setTransportSecurity } from '../http/page-policy.ts';
import type { CallKind } from '../limits/call-limits.ts';
import { limitHeaderNames } from '../limits/limit-headers.ts';
import { answerPreflight, shareWithOrigin } from './cors.ts';
import { isForeignWrite } from './origin.ts';
import { restError } from './rest-answer.ts';

/** One REST call, past the door. */
export interface RestCall {
  readonly container: WebContainer;
  readonly viewer: MaybeViewer;
  readonly address: string;
  /** Of the answer, which the door sends with it. */
  readonly headers: Headers;
}

interface DoorRules {
  /** What a call counts as; `by-procedure` where what is behind the door counts it. */
  readonly limit: CallKind | 'by-procedure';
  /** What an API key must be good for; absent: no key gets in. */
  readonly scope?: KeyNeeds;
  /** Beginnings of content types that browsers may send here; JSON when absent. */
  readonly contentTypes?: readonly string[];
}

/**
 * Every REST call comes through here: writes of other sites are refused, the caller is found out and counted,
 * what goes wrong becomes the envelope, and the answer says where the caller stands with its limits.
 */
export async function throughDoor(
  request: Request,
  rules: DoorRules,
  handle: (call: RestCall) => Promise<Response> | Response,
): Promise<Response> {
  const container = webContainer();
  const { env, callLimits, log } = container;
  const address = addressOfRequest(env, request);
  const headers = new Headers();
  const answer = await (async () => {
    try {
      // A bearer token is put there by a program, never by a browser itself: it may come from anywhere.
      const hasBearer = request.headers.has('authorization');
      if (!hasBearer && isForeignWrite(request, env, rules.contentTypes)) throw new AppError('FORBIDDEN');
      const viewer = await viewerOfCall(container, request, rules.scope);
      if (rules.limit !== 'by-procedure') await callLimits.count({ viewer, address }, rules.limit, headers);
      return await handle({ container, viewer, address, headers });
    } catch (error) {
      const refusal = restError(error, headers);
      if (refusal.status >= 500 && !(error instanceof AppError))
        log.error({ err: error }, 'a REST call failed');
      return refusal;
    }
  })();
  const whole = await counted(answer);
  shareWithOrigin(env, request, whole.headers);
  setTransportSecurity(env.PUBLIC_URL, whole.headers);
  return whole;

  /** What was refused before it was counted is counted now: rubbish is not free. */
  async function counted(refused: Response): Promise<Response> {
    if (refused.headers.has(limitHeaderNames[0])) return refused;
    try {
      await callLimits.count({ viewer: null, address }, 'general', refused.headers);
      return refused;
    } catch (error) {
      // Without the store of limits nobody can be told where they stand; what they were told is true all the same.
      return error instanceof AppError ? restError(error, refused.headers) : refused;
    }
  }
}

/**
 * Counts what comes by a door of its own: media with a grant, the sign-in of browsers.
 * @throws AppError RATE_LIMIT_EXCEEDED
 */
export function countVisit(container: WebContainer, request: Request, headers: Headers): Promise<void> {
  const address = addressOfRequest(container.env, request);
  return container.callLimits.count({ viewer: null, address }, 'live', headers);
}

/** OPTIONS of every REST route. */
export function preflight(request: Request): Response {
  return answerPreflight(webContainer().env, request);
}
