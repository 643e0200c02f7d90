import { AppError } from '#lib/domain/errors.ts';
import { type AuditAction, recordAudit } from '../audit/record-audit.ts';
import type { Database, Transaction } from '../db/client.ts';
import { noteMeasure } from '../moderation/note-measure.ts';
import type { Clock } from '../ports/clock.ts';
import type { Device } from './device.ts';
import { canBan } from './policy.ts';
import { lockUser, type UserRow, updateUser } from './repository.ts';
import type { Viewer } from './viewer.ts';

type From = Pick<Device, 'address'>;

interface Words {
  readonly userId: string;
  /** The person reads it. */
  readonly message: string;
  /** For moderators alone. */
  readonly note: string | null;
}

/** What moderators do about people, short of a ban: those who may be banned by them, they may warn, limit and trust. */
export function createMeasureService({ db, clock }: { db: Database; clock: Clock }) {
  /** One transaction in which nobody else decides about the person; `act` says what the audit log is told, if anything. */
  async function about(
    viewer: Viewer,
    userId: string,
    { address }: From,
    act: (tx: Transaction, subject: UserRow) => Promise<AuditAction | undefined>,
  ): Promise<void> {
    await db.transaction(async (tx) => {
      const subject = await lockUser(tx, userId);
      if (!subject || subject.deletedAt) throw new AppError('NOT_FOUND', 'There is no such account.');
      if (!canBan(viewer, subject)) throw new AppError('FORBIDDEN');
      const action = await act(tx, subject);
      if (!action) return;
      await recordAudit(tx, clock, {
        actorId: viewer.userId,
        action,
        subject: { type: 'user', id: userId },
        address,
      });
    });
  }

  return {
    /** Words alone. */
    warn: (viewer: Viewer, { userId, message, note }: Words, from: From): Promise<void> =>
      about(viewer, userId, from, async (tx) => {
        await noteMeasure(tx, clock, { userId, actorId: viewer.userId, kind: 'warn', message, note });
        return 'account.warned';
      }),

    /** From now on each new video waits for a moderator, and reports by this person hold nothing. */
    limit: (viewer: Viewer, { userId, message, note }: Words, from: From): Promise<void> =>
      about(viewer, userId, from, async (tx, subject) => {
        if (subject.limitedAt) return undefined;
        await updateUser(tx, userId, { limitedAt: clock.now(), trustedAt: null });
        await noteMeasure(tx, clock, { userId, actorId: viewer.userId, kind: 'limit', message, note });
        return 'account.limited';
      }),

    unlimit: (viewer: Viewer, userId: string, from: From): Promise<void> =>
      about(viewer, userId, from, async (tx, subject) => {
        if (!subject.limitedAt) return undefined;
        await updateUser(tx, userId, { limitedAt: null });
        const measure = {
          userId,
          actorId: viewer.userId,
          kind: 'unlimit',
          message: null,
          note: null,
        } as const;
        await noteMeasure(tx, clock, measure);
        return 'account.unlimited';
      }),

    /** Whom the site trusts needs no review first, where the policy says so. Nobody trusts whom they limit. */
    setTrusted: (viewer: Viewer, { userId, trusted }: { userId: string; trusted: boolean }, from: From) =>
      about(viewer, userId, from, async (tx, subject) => {
        if ((subject.trustedAt !== null) === trusted) return undefined;
        if (trusted && subject.limitedAt)
          throw new AppError('MODERATION_CONFLICT', 'This person is limited. Lift that first.');
        await updateUser(tx, userId, { trustedAt: trusted ? clock.now() : null });
        return trusted ? 'account.trusted' : 'account.untrusted';
      }),
  };
}
