import { AppError } from '#lib/domain/errors.ts';
import { type AuditAction, recordAudit } from '../audit/record-audit.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { Role } from '../db/schema/users.ts';
import type { Clock } from '../ports/clock.ts';
import { markOwnerBanned } from '../videos/mark-owner-banned.ts';
import type { Device } from './device.ts';
import { canBan, canSetRole } from './policy.ts';
import { lockUser, type UserRow, updateUser } from './repository.ts';
import type { SessionService } from './sessions.ts';
import type { Viewer } from './viewer.ts';

type From = Pick<Device, 'address'>;

/** What moderators and admins decide about other people. */
export function createStandingService({
  db,
  clock,
  sessions,
}: {
  db: Database;
  clock: Clock;
  sessions: SessionService;
}) {
  /** The person, locked, for whoever may decide about them. To nobody else does it say whether they exist. */
  async function needSubject(
    tx: Transaction,
    userId: string,
    isAllowed: (subject: UserRow) => boolean,
  ): Promise<UserRow> {
    const subject = await lockUser(tx, userId);
    if (!subject || subject.deletedAt) throw new AppError('NOT_FOUND', 'There is no such account.');
    if (!isAllowed(subject)) throw new AppError('FORBIDDEN');
    return subject;
  }

  const audit = (
    tx: Transaction,
    viewer: Viewer,
    action: AuditAction,
    userId: string,
    { address }: From,
    details: Readonly<Record<string, unknown>> = {},
  ) =>
    recordAudit(tx, clock, {
      actorId: viewer.userId,
      action,
      subject: { type: 'user', id: userId },
      address,
      details,
    });

  return {
    /** At once: the sessions end, every call is refused with the reason, and no stranger meets a video of theirs. */
    async ban(
      viewer: Viewer,
      { userId, reason }: { userId: string; reason: string },
      from: From,
    ): Promise<void> {
      await db.transaction(async (tx) => {
        const subject = await needSubject(tx, userId, (user) => canBan(viewer, user));
        await updateUser(tx, userId, { bannedAt: subject.bannedAt ?? clock.now(), banReason: reason });
        const revoked = await sessions.revokeAllOf(tx, userId);
        await markOwnerBanned(tx, clock, userId, true);
        await audit(tx, viewer, 'account.banned', userId, from, { reason, revoked });
      });
    },

    async unban(viewer: Viewer, userId: string, from: From): Promise<void> {
      await db.transaction(async (tx) => {
        const subject = await needSubject(tx, userId, (user) => canBan(viewer, user));
        if (!subject.bannedAt) return;
        await updateUser(tx, userId, { bannedAt: null, banReason: null });
        await markOwnerBanned(tx, clock, userId, false);
        await audit(tx, viewer, 'account.unbanned', userId, from);
      });
    },

    /** Counts from the person's next request on, for it is read on each. */
    async setRole(
      viewer: Viewer,
      { userId, role }: { userId: string; role: Role },
      from: From,
    ): Promise<void> {
      await db.transaction(async (tx) => {
        // Both, in one order: two admins who take each other's role away must not both succeed.
        const ids = [viewer.userId, userId].sort();
        const locked = await Promise.all(ids.map((id) => lockUser(tx, id)));
        if (locked.find((user) => user?.id === viewer.userId)?.role !== 'admin')
          throw new AppError('FORBIDDEN');
        const subject = await needSubject(tx, userId, (user) => canSetRole(viewer, user));
        if (subject.role === role) return;
        await updateUser(tx, userId, { role });
        await audit(tx, viewer, 'account.role-changed', userId, from, { from: subject.role, to: role });
      });
    },
  };
}
