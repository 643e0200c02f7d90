import { AppError } from '#lib/domain/errors.ts';
import { type AuditEntry, recordAudit } from '../audit/record-audit.ts';
import type { Database } from '../db/client.ts';
import type { Role } from '../db/schema/users.ts';
import { orderMail } from '../mail/order-mail.ts';
import type { Clock } from '../ports/clock.ts';
import type { Device } from './device.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { bannedError } from './policy.ts';
import { findUser, findUserByEmail, insertUser, lockUser, type UserRow, updateUser } from './repository.ts';
import type { OpenSession, SessionService } from './sessions.ts';
import type { Viewer } from './viewer.ts';
import { wrongPassword } from './wrong-password.ts';

export interface PublicUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export interface AccountParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly sessions: SessionService;
  /** Nobody signs in before they have opened the link in a letter to their address. */
  readonly requireVerifiedEmail: boolean;
  /** Whether people may open an account by themselves. */
  isSignUpOpen(): Promise<boolean>;
}

function toPublicUser({ id, email, name, role }: PublicUser): PublicUser {
  return { id, email, name, role };
}

type RefusalReason = 'unknown-account' | 'wrong-password' | 'not-verified' | 'banned';

/** Accounts: who has one, who may come in, and what they change of their own. */
export function createAccountService({
  db,
  clock,
  sessions,
  requireVerifiedEmail,
  isSignUpOpen,
}: AccountParts) {
  /** One text for an unknown address and a wrong password, and where it matters for an address that is not confirmed. */
  const refusal = () =>
    new AppError(
      'UNAUTHORIZED',
      requireVerifiedEmail
        ? 'E-mail address or password is wrong, or the address is not confirmed yet.'
        : 'E-mail address or password is wrong.',
    );

  /** Whether the account may be used, by somebody who knows its password. */
  function whyRefused(user: UserRow | undefined, isRight: boolean): RefusalReason | undefined {
    if (!user || user.deletedAt) return 'unknown-account';
    if (!isRight) return 'wrong-password';
    if (user.bannedAt) return 'banned';
    if (requireVerifiedEmail && !user.emailVerifiedAt) return 'not-verified';
    return undefined;
  }

  async function refuse(
    user: UserRow | undefined,
    reason: RefusalReason,
    { address }: Device,
  ): Promise<never> {
    const entry: AuditEntry = {
      actorId: null,
      action: 'account.sign-in-refused',
      ...(user && { subject: { type: 'user', id: user.id } }),
      address,
      details: { reason },
    };
    await db.transaction((tx) => recordAudit(tx, clock, entry));
    if (user && reason === 'not-verified') await orderMail(db, clock, 'verify-email', user.email);
    throw reason === 'banned' ? bannedError(user?.banReason ?? null) : refusal();
  }

  /** Only while all that was judged still holds: a password changed meanwhile opens nothing, and a ban keeps out. */
  async function openSession(user: UserRow, device: Device): Promise<OpenSession | RefusalReason> {
    return db.transaction(async (tx) => {
      const current = await lockUser(tx, user.id);
      const isRight = current?.passwordHash === user.passwordHash;
      return whyRefused(current, isRight) ?? sessions.open(tx, user.id, device);
    });
  }

  return {
    /**
     * Opens an account and has a link sent to its address. Where nobody gets in without that link, an address that is
     * taken is answered like any other, and its owner is told instead.
     * @throws AppError EMAIL_TAKEN elsewhere: signing in at once would tell it anyway; FORBIDDEN while the site takes nobody
     */
    async register(
      input: { email: string; password: string; name: string },
      { address }: Pick<Device, 'address'>,
    ): Promise<PublicUser> {
      if (!(await isSignUpOpen()))
        throw new AppError('FORBIDDEN', 'This site takes no new accounts at the moment.');
      const email = input.email.toLowerCase();
      const passwordHash = await hashPassword(input.password);
      const user = { id: clock.newId(), email, name: input.name, role: 'user' } as const;
      const isNew = await db.transaction(async (tx) => {
        if (!(await insertUser(tx, { ...user, passwordHash, createdAt: clock.now() }))) return false;
        await orderMail(tx, clock, 'verify-email', email);
        const subject = { type: 'user', id: user.id } as const;
        await recordAudit(tx, clock, { actorId: user.id, action: 'account.registered', subject, address });
        return true;
      });
      if (isNew) return user;
      if (!requireVerifiedEmail) throw new AppError('EMAIL_TAKEN');
      await orderMail(db, clock, 'address-taken', email);
      return user;
    },

    /**
     * @throws AppError UNAUTHORIZED with one text and one amount of work for an unknown address and a wrong password
     * @throws AppError FORBIDDEN to a banned person who knows their password
     */
    async signIn(
      email: string,
      password: string,
      device: Device,
    ): Promise<OpenSession & { user: PublicUser }> {
      const user = await findUserByEmail(db, email.toLowerCase());
      // Who has left has no hash; the work is done all the same.
      const isRight = await checkPassword(user?.passwordHash || undefined, password);
      const reason = whyRefused(user, isRight);
      if (!user || reason) return refuse(user, reason ?? 'unknown-account', device);
      const session = await openSession(user, device);
      if (typeof session === 'string') return refuse(user, session, device);
      return { ...session, user: toPublicUser(user) };
    },

    /** What a person sees of their own account. */
    async profileOf(viewer: Viewer) {
      const user = await findUser(db, viewer.userId);
      if (!user) throw new AppError('UNAUTHORIZED');
      return {
        ...toPublicUser(user),
        emailVerified: user.emailVerifiedAt !== null,
        createdAt: user.createdAt.toISOString(),
      };
    },

    async rename(viewer: Viewer, name: string): Promise<void> {
      await updateUser(db, viewer.userId, { name });
    },

    /**
     * Signs every other device out.
     * @throws AppError UNAUTHORIZED when `current` is wrong
     */
    async changePassword(
      viewer: Viewer,
      { current, next }: { current: string; next: string },
      device: Pick<Device, 'address'>,
    ): Promise<void> {
      const user = await findUser(db, viewer.userId);
      if (!(await checkPassword(user?.passwordHash, current))) throw wrongPassword('current');
      const passwordHash = await hashPassword(next);
      await db.transaction(async (tx) => {
        const locked = await lockUser(tx, viewer.userId);
        if (locked?.passwordHash !== user?.passwordHash) throw wrongPassword('current');
        await updateUser(tx, viewer.userId, { passwordHash });
        const revoked = await sessions.revokeAllOf(tx, viewer.userId, viewer.sessionId);
        await recordAudit(tx, clock, {
          actorId: viewer.userId,
          action: 'account.password-changed',
          subject: { type: 'user', id: viewer.userId },
          address: device.address,
          details: { revoked },
        });
        await orderMail(tx, clock, 'password-changed', viewer.email);
      });
    },

    /** Sends the link for the e-mail address once more. */
    async requestVerification(viewer: Viewer): Promise<void> {
      await orderMail(db, clock, 'verify-email', viewer.email);
    },
  };
}
