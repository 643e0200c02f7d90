/** How much is allowed in which time. Each kind is judged by a pure function of its own. */
export type LimitRule =
  /** A burst of `limit` at once; what was spent comes back evenly, all of it within `windowMs`. */
  | { readonly kind: 'token-bucket'; readonly limit: number; readonly windowMs: number }
  /** `limit` from the first call on until `windowMs` later, then anew: easy to explain, lenient at its seam. */
  | { readonly kind: 'fixed-window'; readonly limit: number; readonly windowMs: number }
  /** Never more than `limit` in ANY stretch of `windowMs`: no seam to aim guesses at. */
  | { readonly kind: 'sliding-window'; readonly limit: number; readonly windowMs: number };

/** What a key has used up so far, in numbers whose meaning its kind of rule knows. */
export type LimitState = readonly number[];

export interface LimitVerdict {
  readonly isAllowed: boolean;
  readonly limit: number;
  /** Calls that are left now. */
  readonly remaining: number;
  /** When all of `limit` is free again; ms since the epoch. */
  readonly resetAt: number;
  /** 0 when allowed. */
  readonly retryAfterMs: number;
}

export interface Judgement {
  readonly verdict: LimitVerdict;
  /** To be kept. A refusal costs nothing: it leaves the state as it was. */
  readonly state: LimitState;
}
