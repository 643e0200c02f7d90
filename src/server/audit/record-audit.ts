import type { Transaction } from '../db/client.ts';
import type { Clock } from '../ports/clock.ts';
import { hashOf } from './chain.ts';
import { insertRow, lockHead, moveHead } from './repository.ts';

/** Everything that is written down. Past tense, `<subject>.<what happened>`; a new kind is a new line here. */
export type AuditAction =
  | 'account.registered'
  | 'account.signed-in'
  | 'account.sign-in-refused'
  | 'account.email-verified'
  | 'account.password-changed'
  | 'account.password-reset'
  | 'account.banned'
  | 'account.unbanned'
  | 'account.role-changed'
  | 'account.warned'
  | 'account.limited'
  | 'account.unlimited'
  | 'account.trusted'
  | 'account.untrusted'
  | 'account.deleted'
  | 'session.revoked'
  | 'session.others-revoked'
  | 'session.reuse-detected'
  | 'api-key.created'
  | 'api-key.revoked'
  | 'webhook.created'
  | 'webhook.deleted'
  | 'video.deleted'
  | 'video.approved'
  | 'video.rejected'
  | 'video.hidden'
  | 'video.restored'
  | 'video.held'
  | 'video.appealed'
  | 'video.appeal-refused'
  | 'site.policy-changed'
  | 'site.setting-changed'
  | 'dead-letter.replay-ordered'
  | 'dead-letter.discard-ordered';

export interface AuditEntry {
  /** Null: nobody was signed in. */
  readonly actorId: string | null;
  readonly action: AuditAction;
  readonly subject?: {
    readonly type: 'user' | 'session' | 'video' | 'api-key' | 'webhook' | 'site' | 'dead-letter';
    readonly id: string;
  };
  /** Where the request came from; null where that is not known. */
  readonly address: string | null;
  /** Small, and without what would have to be forgotten one day: no names, addresses, passwords, tokens. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Writes a row into the audit log, bound to the one before. In the transaction of what it tells of, so that both are
 * committed or neither; a refusal, which changes nothing, has one of its own. From here to the end of the transaction
 * nobody else writes one: call it last, and lock nothing after it that others lock before.
 */
export async function recordAudit(tx: Transaction, clock: Clock, entry: AuditEntry): Promise<void> {
  const head = await lockHead(tx);
  const row = {
    position: head.position + 1,
    previousHash: head.hash,
    at: clock.now(),
    actorId: entry.actorId,
    action: entry.action,
    subjectType: entry.subject?.type ?? null,
    subjectId: entry.subject?.id ?? null,
    address: entry.address,
    details: asStored(entry.details ?? {}),
  };
  const hash = hashOf(row);
  await insertRow(tx, { ...row, hash });
  await moveHead(tx, { position: row.position, hash });
}

/** As a database gives it back: without what JSON can not hold, and without halves of characters, which MySQL refuses. */
function asStored(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(details), (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  );
}
