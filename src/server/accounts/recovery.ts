import { recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import { orderMail } from '../mail/order-mail.ts';
import type { Clock } from '../ports/clock.ts';
import type { Device } from './device.ts';
import { useLinkToken } from './link-tokens.ts';
import { hashPassword } from './passwords.ts';
import { lockUser, updateUser } from './repository.ts';
import type { SessionService } from './sessions.ts';

/** What the links in letters do. */
export function createRecoveryService({
  db,
  clock,
  sessions,
}: {
  db: Database;
  clock: Clock;
  sessions: SessionService;
}) {
  return {
    /** The same for every address, known or not: one row. Whether somebody has it is found out when the letter is written. */
    async requestPasswordReset(email: string): Promise<void> {
      await orderMail(db, clock, 'reset-password', email.toLowerCase());
    },

    /** Signs every device out. Who got the letter also has the address. @throws AppError VALIDATION_FAILED */
    async resetPassword(
      token: string,
      password: string,
      { address }: Pick<Device, 'address'>,
    ): Promise<void> {
      // First, so that a bad token costs what a good one does, and nothing is locked meanwhile.
      const passwordHash = await hashPassword(password);
      await db.transaction(async (tx) => {
        const userId = await useLinkToken(tx, clock, 'reset-password', token);
        const user = await lockUser(tx, userId);
        if (!user) return;
        const emailVerifiedAt = user.emailVerifiedAt ?? clock.now();
        await updateUser(tx, userId, { passwordHash, emailVerifiedAt });
        const revoked = await sessions.revokeAllOf(tx, userId);
        const subject = { type: 'user', id: userId } as const;
        const details = { revoked };
        await recordAudit(tx, clock, {
          actorId: userId,
          action: 'account.password-reset',
          subject,
          address,
          details,
        });
        await orderMail(tx, clock, 'password-changed', user.email);
      });
    },

    /** @throws AppError VALIDATION_FAILED */
    async verifyEmail(token: string, { address }: Pick<Device, 'address'>): Promise<void> {
      await db.transaction(async (tx) => {
        const userId = await useLinkToken(tx, clock, 'verify-email', token);
        await updateUser(tx, userId, { emailVerifiedAt: clock.now() });
        const subject = { type: 'user', id: userId } as const;
        await recordAudit(tx, clock, { actorId: userId, action: 'account.email-verified', subject, address });
      });
    },
  };
}
