import type { Mailer } from '../ports/mailer.ts';
import { createFileMailer } from './file-mailer.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

/** Through the mail server that is set, else into files. */
export function createMailer(env: {
  readonly SMTP_URL?: string | undefined;
  readonly MAIL_DIR: string;
  readonly MAIL_FROM: string;
}): Mailer {
  const from = env.MAIL_FROM;
  return env.SMTP_URL
    ? createSmtpMailer({ url: env.SMTP_URL, from })
    : createFileMailer({ dir: env.MAIL_DIR, from });
}
