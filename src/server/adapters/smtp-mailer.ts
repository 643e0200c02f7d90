import { createTransport } from 'nodemailer';
import type { Mailer } from '../ports/mailer.ts';

/** A server that says nothing for this long is given up, and the letter tried again later. */
const PATIENCE_MS = 10_000;

/**
 * Sends through a mail server.
 * @param url `smtp://user:password@host:587` (STARTTLS as soon as it is offered) or `smtps://…:465`
 */
export function createSmtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  // By the address that people see: some servers throw away what comes from unknown domains.
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    async send(id, letter) {
      await transport.sendMail({ from, ...letter, messageId: `<${id}@${domain}>` });
    },
    async close() {
      transport.close();
    },
  };
}
