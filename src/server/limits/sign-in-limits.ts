import { createHash } from 'node:crypto';
import { AppError } from '#lib/domain/errors.ts';
import { countedAddress } from '../http/client-address.ts';
import type { Clock } from '../ports/clock.ts';
import type { LimitStore } from '../ports/limit-store.ts';
import { needAllowed } from './limit-headers.ts';
import type { LimitRules, SlidingRule } from './limit-rules.ts';
import type { Limiter } from './limiter.ts';

/** An address that somebody signed in from counts as theirs for this long. */
const KNOWN_DAYS = 60;

/** Keys hold no addresses of people. Half of SHA-256 is enough to tell them apart. */
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/**
 * Throttles guesses at passwords. Only failures count, and each attempt is counted before it is judged, so that
 * parallel ones gain nothing. Three limits, because each alone fails somebody:
 * - per account and address: who guesses at one account from one place. Nobody else meets it.
 * - per address: who tries one password at many accounts.
 * - per account, over all addresses it was never entered from: who guesses from many places.
 * An address that the account was entered from before meets the first alone, so a stranger can fill the other two
 * and not lock the owner out, at home or in an office full of typing errors. What remains: for as long as somebody guesses
 * from many places, the owner can not sign in from a NEW place; sessions that are open, and known places, go on.
 */
export function createSignInLimits(parts: {
  limiter: Limiter;
  store: LimitStore;
  rules: LimitRules['signIn'];
  clock: Pick<Clock, 'now'>;
}) {
  const { limiter, store, rules, clock } = parts;

  const isKnown = async (key: string): Promise<boolean> => {
    const until = Number(await store.read(key));
    return until > clock.now().getTime();
  };

  async function remember(key: string): Promise<void> {
    const until = clock.now().getTime() + KNOWN_DAYS * 86_400_000;
    // Somebody who signs in beside us remembers the same: which of the two is kept does not matter.
    await store.swap(key, await store.read(key), String(until), new Date(until));
  }

  return {
    /**
     * Counts a letter that somebody has sent to an address: nobody's mailbox is to be filled from here. Known and unknown
     * addresses are counted alike.
     * @throws AppError RATE_LIMIT_EXCEEDED
     */
    async countLetter(
      who: { readonly email: string; readonly address: string },
      headers: Headers,
    ): Promise<void> {
      const account = hashOf(who.email.trim().toLowerCase());
      needAllowed(headers, await limiter.take(`letters:account:${account}`, rules.pair));
      needAllowed(
        headers,
        await limiter.take(`letters:address:${countedAddress(who.address)}`, rules.address),
      );
    },
    /**
     * Runs `attempt` unless there were too many failures before it.
     * @param headers of the answer, when it is ours to write
     * @throws AppError RATE_LIMIT_EXCEEDED, or what `attempt` throws
     */
    async guard<Answer>(
      who: { readonly email: string; readonly address: string },
      attempt: () => Promise<Answer>,
      headers = new Headers(),
    ): Promise<Answer> {
      const account = hashOf(who.email.trim().toLowerCase());
      const address = countedAddress(who.address);
      const knownKey = `sign-in:known:${account}:${address}`;
      const limits: [string, SlidingRule][] = [[`sign-in:pair:${account}:${address}`, rules.pair]];
      if (!(await isKnown(knownKey))) {
        limits.push([`sign-in:address:${address}`, rules.address]);
        limits.push([`sign-in:account:${account}`, rules.account]);
      }
      const taken: [string, SlidingRule][] = [];
      const giveBack = () => Promise.all(taken.map(([key, rule]) => limiter.giveBack(key, rule)));
      try {
        // One after the other: what one refuses must not count at the next, or it could be used to fill it.
        for (const [key, rule] of limits) {
          needAllowed(headers, await limiter.take(key, rule));
          taken.push([key, rule]);
        }
        const answer = await attempt();
        await giveBack();
        await remember(knownKey);
        return answer;
      } catch (error) {
        // A refusal of ours, or trouble of ours, is no guess of theirs.
        if (!(error instanceof AppError && error.code === 'UNAUTHORIZED')) await giveBack();
        throw error;
      }
    },
  };
}
