import { AppError } from '#lib/domain/errors.ts';
import type { Executor, Transaction } from '../db/client.ts';
import type { TokenPurpose } from '../db/schema/account-tokens.ts';
import type { Clock } from '../ports/clock.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { countLettersBetween, insertToken, removeUnusedTokens, useToken } from './link-token-repository.ts';

const HOUR_MS = 3_600_000;
/** A reset opens the account: an hour. A confirmation only says that mail arrives: three days. */
const lifetimeMs: Readonly<Record<TokenPurpose, number>> = {
  'reset-password': HOUR_MS,
  'verify-email': 72 * HOUR_MS,
};
/** Whoever asks more often only fills a mailbox. The ones before still work. */
const MOST_PER_HOUR = 4;

/**
 * A new token for a link.
 * @param askedAt when the letter was asked for: each try at sending it makes a token, and they count as one
 * @returns nothing when the person has been sent enough of them this hour
 */
export async function issueLinkToken(
  db: Executor,
  clock: Clock,
  { userId, purpose, askedAt }: { userId: string; purpose: TokenPurpose; askedAt: Date },
): Promise<string | undefined> {
  const hourBefore = new Date(askedAt.getTime() - HOUR_MS);
  const others = await countLettersBetween(db, userId, purpose, hourBefore, askedAt);
  if (others >= MOST_PER_HOUR) return undefined;
  const token = newSecret();
  const expiresAt = new Date(clock.now().getTime() + lifetimeMs[purpose]);
  await insertToken(db, { tokenHash: hashSecret(token), userId, purpose, createdAt: askedAt, expiresAt });
  return token;
}

/**
 * Uses a token up, and with it every other of its kind.
 * @returns whose it is
 * @throws AppError VALIDATION_FAILED when it is unknown, used or too old: one sentence for all three
 */
export async function useLinkToken(
  tx: Transaction,
  clock: Clock,
  purpose: TokenPurpose,
  token: string,
): Promise<string> {
  const userId = await useToken(tx, hashSecret(token), purpose, clock.now());
  if (!userId)
    throw new AppError('VALIDATION_FAILED', 'This link has been used or is too old. Ask for a new one.');
  await removeUnusedTokens(tx, userId, purpose);
  return userId;
}
