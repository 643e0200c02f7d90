import type { LimitRule } from '#lib/domain/rate-limit/limit-rule.ts';
import type { WebEnv } from '../env.ts';

export type SlidingRule = LimitRule & { readonly kind: 'sliding-window' };

/** One address may be an office: it gets as many failed sign-ins as this many of its people would have. */
const SIGN_IN_PER_ADDRESS = 3;
/** All addresses that an account has never been entered from, together. */
const SIGN_IN_PER_ACCOUNT = 10;
/** A player fills its buffer with dozens of segments, a page asks for as many pictures. Seconds of `perSecond`. */
const LIVE_BURST_SECONDS = 10;

export type LimitRules = ReturnType<typeof limitRulesOf>;

/** Every limit of web, from its settings. */
export function limitRulesOf(env: WebEnv) {
  const windowMs = env.RATE_LIMIT_WINDOW_MS;
  const signIn = (limit: number): SlidingRule => ({ kind: 'sliding-window', limit, windowMs });
  return {
    /** Of who signed in, or came with an API key. Pages ask in bursts. */
    signedIn: {
      kind: 'token-bucket',
      limit: env.RATE_LIMIT_MAX_REQUESTS * env.LIMIT_SIGNED_IN_FACTOR,
      windowMs,
    },
    /** Of an address that nobody signed in from with this call. */
    anonymous: { kind: 'fixed-window', limit: env.LIMIT_ANONYMOUS_PER_15MIN, windowMs },
    /** New uploads of a person, by whichever door; nothing that is asked about them afterwards. */
    uploads: { kind: 'fixed-window', limit: env.LIMIT_UPLOADS_PER_15MIN, windowMs },
    /** Media, live events, status and part signing: only a runaway program meets it. */
    live: {
      kind: 'token-bucket',
      limit: env.LIMIT_LIVE_PER_SECOND * LIVE_BURST_SECONDS,
      windowMs: LIVE_BURST_SECONDS * 1000,
    },
    signIn: {
      pair: signIn(env.LIMIT_LOGIN_PER_15MIN),
      address: signIn(env.LIMIT_LOGIN_PER_15MIN * SIGN_IN_PER_ADDRESS),
      account: signIn(env.LIMIT_LOGIN_PER_15MIN * SIGN_IN_PER_ACCOUNT),
    },
  } as const satisfies Record<string, LimitRule | Record<string, SlidingRule>>;
}
