/** Everything that accounts consist of, on a database and a clock of its own. */
import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import pino from 'pino';
import { createDepartureService } from '../../../src/server/accounts/departure.ts';
import { createLetterWriter } from '../../../src/server/accounts/letters.ts';
import { createRecoveryService } from '../../../src/server/accounts/recovery.ts';
import { createAccountService } from '../../../src/server/accounts/service.ts';
import { createSessionService } from '../../../src/server/accounts/sessions.ts';
import { createStandingService } from '../../../src/server/accounts/standing.ts';
import type { Database } from '../../../src/server/db/client.ts';
import { auditLog } from '../../../src/server/db/schema/audit-log.ts';
import { type Role, users } from '../../../src/server/db/schema/users.ts';
import { sendDueMail } from '../../../src/server/mail/send-due-mail.ts';
import type { Letter, Mailer } from '../../../src/server/ports/mailer.ts';
import { createTestClock } from './planned-video.ts';

export const REUSE_SECONDS = 10;
export const device = { userAgent: 'curl/8', address: '203.0.113.7' };
export const password = 'correct horse battery';

export type AccountWorld = ReturnType<typeof createAccountWorld>;

export function createAccountWorld(db: Database, { requireVerifiedEmail = false, isSignUpOpen = true } = {}) {
  const clock = createTestClock();
  const parts = { db, clock };
  const sessions = createSessionService({ ...parts, secret: 's'.repeat(32), reuseSeconds: REUSE_SECONDS });
  const accounts = createAccountService({
    ...parts,
    sessions,
    requireVerifiedEmail,
    isSignUpOpen: async () => isSignUpOpen,
  });
  const letters: Letter[] = [];
  const sent: string[] = [];
  const mailer: Mailer = {
    async send(id, letter) {
      sent.push(id);
      letters.push(letter);
    },
    close: async () => undefined,
  };
  const mailParts = {
    ...parts,
    mailer,
    write: createLetterWriter({ ...parts, publicUrl: 'https://sluice.example' }),
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
    random: () => 0,
  };

  return {
    db,
    clock,
    sessions,
    accounts,
    recovery: createRecoveryService({ ...parts, sessions }),
    standing: createStandingService({ ...parts, sessions }),
    departures: createDepartureService(parts),
    letters,
    /** Ids of what was handed over, in order. */
    sent,
    mailParts,

    async join(role: Role = 'user') {
      const email = `${randomUUID()}@example.test`;
      const user = await accounts.register({ email, password, name: 'Ada' }, device);
      if (role !== 'user') await db.update(users).set({ role }).where(eq(users.id, user.id));
      return user;
    },

    /** The viewer of a fresh session. */
    async enter(email: string, typed = password) {
      const opened = await accounts.signIn(email, typed, device);
      const viewer = await sessions.viewerOf(opened.sessionId, device);
      if (!viewer) throw new Error('the session that was just opened is not live');
      return { ...opened, viewer };
    },

    isLive: async (sessionId: string) => (await sessions.viewerOf(sessionId, device)) !== null,

    /** Sends all mail that is due; the token of the last letter to this address that has one. */
    async tokenFor(email: string): Promise<string> {
      await sendDueMail(mailParts);
      const text = letters.findLast((letter) => letter.to === email && letter.text.includes('#'))?.text;
      const token = /#(\S+)/.exec(text ?? '')?.[1];
      if (!token) throw new Error(`no letter with a link to ${email}`);
      return token;
    },

    actionsOn: async (userId: string) => {
      const rows = await db
        .select({ action: auditLog.action })
        .from(auditLog)
        .where(and(eq(auditLog.subjectType, 'user'), eq(auditLog.subjectId, userId)));
      return rows.map(({ action }) => action);
    },
  };
}

/** What was thrown, as `<code>`; what was answered fails. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  throw new Error('nothing was thrown');
}
