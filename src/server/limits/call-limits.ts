import type { LimitVerdict } from '#lib/domain/rate-limit/limit-rule.ts';
import type { MaybeViewer } from '../accounts/viewer.ts';
import { countedAddress } from '../http/client-address.ts';
import { needAllowed } from './limit-headers.ts';
import type { LimitRules } from './limit-rules.ts';
import type { Limiter } from './limiter.ts';

/**
 * What a call counts as. `general` is the rule; `upload` opens an upload and counts twice, as a call and as an upload;
 * `live` is asked so often by players, pages and programs that it has a wide limit of its own; `worker` has one as
 * wide, apart from it: whoever floods the media of an address must not starve the workers behind it.
 */
export type CallKind = 'general' | 'upload' | 'live' | 'worker';

export interface Caller {
  readonly viewer: MaybeViewer;
  readonly address: string;
}

/** Counts calls and refuses those above the limit. `shared` is one for all replicas, `own` shields this process. */
export function createCallLimits(parts: { shared: Limiter; own: Limiter; rules: LimitRules }) {
  const { shared, own, rules } = parts;

  const whom = ({ viewer, address }: Caller): string =>
    viewer ? `user:${viewer.userId}` : `address:${countedAddress(address)}`;

  function judge(caller: Caller, kind: CallKind): Promise<LimitVerdict>[] {
    const who = whom(caller);
    if (kind === 'live' || kind === 'worker') return [own.take(`${kind}:${who}`, rules.live)];
    const call = shared.take(`calls:${who}`, caller.viewer ? rules.signedIn : rules.anonymous);
    return kind === 'general' ? [call] : [call, shared.take(`uploads:${who}`, rules.uploads)];
  }

  return {
    /**
     * @param headers of the answer: where the caller stands is told in them, refused or not
     * @throws AppError RATE_LIMIT_EXCEEDED
     */
    async count(caller: Caller, kind: CallKind, headers: Headers): Promise<void> {
      for (const verdict of await Promise.all(judge(caller, kind))) needAllowed(headers, verdict);
    },
  };
}
