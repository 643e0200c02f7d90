import type { Database } from '../db/client.ts';
import type { TokenPurpose } from '../db/schema/account-tokens.ts';
import type { MailOrder } from '../db/schema/mail-orders.ts';
import { noticeParagraphs } from '../moderation/notices.ts';
import type { Clock } from '../ports/clock.ts';
import type { Letter } from '../ports/mailer.ts';
import { issueLinkToken } from './link-tokens.ts';
import { findUserByEmail } from './repository.ts';

const ending = 'Sluice';

const letter = (to: string, name: string, subject: string, lines: readonly string[]): Letter => ({
  to,
  subject,
  text: `${[`Hello ${name},`, ...lines, ending].join('\n\n')}\n`,
});

/**
 * Writes the letters of accounts, when they are sent: whether an account has the address is found out here and not in
 * front of whoever asked, and the token of a link exists nowhere but in the letter.
 */
export function createLetterWriter({
  db,
  clock,
  publicUrl,
}: {
  db: Database;
  clock: Clock;
  publicUrl: string;
}) {
  /** Behind `#`, for what follows it is sent to no server and stands in no log. */
  async function linkFor(userId: string, purpose: TokenPurpose, askedAt: Date): Promise<string | undefined> {
    const token = await issueLinkToken(db, clock, { userId, purpose, askedAt });
    return token === undefined ? undefined : `${publicUrl}/${purpose}#${token}`;
  }

  return async function write({ kind, email, createdAt }: MailOrder): Promise<Letter | undefined> {
    const user = await findUserByEmail(db, email);
    if (!user || user.deletedAt) return undefined;
    const { id, name } = user;
    switch (kind) {
      case 'verify-email': {
        const link = user.emailVerifiedAt ? undefined : await linkFor(id, kind, createdAt);
        if (link === undefined) return undefined;
        return letter(email, name, 'Confirm your e-mail address', [
          'Open this link to confirm that this address is yours. It works once, for three days.',
          link,
          'If you have no account here, somebody mistyped their address: do nothing.',
        ]);
      }
      case 'reset-password': {
        const link = await linkFor(id, kind, createdAt);
        if (link === undefined) return undefined;
        return letter(email, name, 'Choose a new password', [
          'Open this link to choose a new password. It works once, for an hour.',
          link,
          'If you did not ask for this, do nothing: your password stays as it is.',
        ]);
      }
      case 'password-changed':
        return letter(email, name, 'Your password was changed', [
          'The password of your account was changed, and every other device was signed out.',
          `If that was not you, choose a new one at once: ${publicUrl}/forgot-password`,
        ]);
      case 'address-taken':
        return letter(email, name, 'You have an account already', [
          'Somebody, probably you, asked for an account with this address. There is one already.',
          `Sign in: ${publicUrl}/sign-in`,
          `If you have forgotten the password: ${publicUrl}/forgot-password`,
        ]);
      case 'moderation-notice': {
        const notices = await noticeParagraphs(db, id);
        if (notices.length === 0) return undefined;
        return letter(email, name, 'A decision about your videos', [
          'A moderator has decided:',
          ...notices,
          `Your videos: ${publicUrl}/studio`,
        ]);
      }
    }
  };
}
