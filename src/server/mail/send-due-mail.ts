import type { Database } from '../db/client.ts';
import type { MailOrder } from '../db/schema/mail-orders.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../ports/clock.ts';
import type { Letter, Mailer } from '../ports/mailer.ts';
import { claimOrder, findDueOrders, removeOrder } from './order-repository.ts';

const MOST_AT_ONCE = 20;
const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** By then whoever waited for the letter has asked for another one. */
const GIVE_UP_MS = 24 * 3_600_000;

export interface MailParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly mailer: Mailer;
  readonly log: Log;
  /** The letter for an order; nothing when there is nobody to write to. */
  write(order: MailOrder): Promise<Letter | undefined>;
  /** The program ends: the letter in its hands is the last one. */
  readonly signal: AbortSignal;
  /** 0…1, spreads the tries. */
  readonly random?: () => number;
}

/** Doubles with each try, up to an hour, less a random quarter: a server that is back is not met by all at once. */
function pauseBeforeTry(tries: number, random: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS);
  return Math.round(pause * (1 - random / 4));
}

/**
 * Sends the letters that are due. Outside any transaction, for a mail server may take its time: the claim says when the
 * order is due again, should this program die with the letter in its hands.
 * @returns how many orders were dealt with
 */
export async function sendDueMail(parts: MailParts): Promise<number> {
  const { db, clock, mailer, log, signal, random = Math.random } = parts;
  let done = 0;
  for (const order of await findDueOrders(db, clock.now(), MOST_AT_ONCE)) {
    if (signal.aborted) break;
    const now = clock.now();
    const tryAt = new Date(now.getTime() + pauseBeforeTry(order.tries, random()));
    if (!(await claimOrder(db, order, tryAt))) continue;
    const about = { mailId: order.id, kind: order.kind, tries: order.tries + 1 };
    if (now.getTime() - order.createdAt.getTime() > GIVE_UP_MS) {
      log.error(about, 'a letter was given up');
      await removeOrder(db, order.id);
      continue;
    }
    try {
      const letter = await parts.write(order);
      if (letter) await mailer.send(order.id, letter);
    } catch (error) {
      log.warn({ ...about, ...reasonOf(error) }, 'a letter could not be sent; it is tried again');
      continue;
    }
    await removeOrder(db, order.id);
    done++;
  }
  return done;
}

/** Codes only: in a mail server's words there are people's addresses. */
function reasonOf(error: unknown): { code: unknown; responseCode: unknown } {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return { code, responseCode };
}
