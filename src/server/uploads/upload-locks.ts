import { setTimeout as delay } from 'node:timers/promises';
import { and, eq, lt } from 'drizzle-orm';
import { affectedRows, type Database } from '../db/client.ts';
import { uploadLocks } from '../db/schema/upload-locks.ts';
import type { Clock } from '../ports/clock.ts';

/** How long the lock of a web that died is waited for. */
const HOLD_MS = 15_000;
/** A holder looks this often whether it is wanted, and prolongs its hold. */
const LOOK_MS = 500;
const ASK_MS = 100;
/** Longer than a dead holder is waited for. */
const PATIENCE_MS = 20_000;

export interface UploadLock {
  /**
   * Takes the lock, of whichever replica; a holder that is at work is asked to end.
   * @param end called when another request wants it, or it was lost: the holder is to finish and unlock
   * @returns false when it was not to be had in time, or the signal came
   */
  take(signal: AbortSignal, end: () => void): Promise<boolean>;
  /** Idempotent. */
  release(): Promise<void>;
}

/**
 * One writer at a time to a tus upload. A row with a deadline and not MySQL's GET_LOCK, which would take a connection
 * of its own for as long as an upload lasts. It keeps writers out of each other's way; that none does harm is the
 * guarded UPDATE's doing (`advanceReceived`).
 */
export function createUploadLocks({ db, clock }: { db: Database; clock: Clock }) {
  const until = () => new Date(clock.now().getTime() + HOLD_MS);

  async function claim(uploadId: string, holder: string): Promise<boolean> {
    const fresh = { holder, heldUntil: until(), isWanted: false };
    const taken = await db
      .update(uploadLocks)
      .set(fresh)
      .where(and(eq(uploadLocks.uploadId, uploadId), lt(uploadLocks.heldUntil, clock.now())));
    if (affectedRows(taken) === 1) return true;
    const created = await db
      .insert(uploadLocks)
      .ignore()
      .values({ uploadId, ...fresh });
    return affectedRows(created) === 1;
  }

  return {
    of(uploadId: string): UploadLock {
      const holder = clock.newId();
      const isMine = and(eq(uploadLocks.uploadId, uploadId), eq(uploadLocks.holder, holder));
      let watch: NodeJS.Timeout | undefined;
      let isReleased = false;

      /** Whether this request may go on. */
      async function prolong(): Promise<boolean> {
        const [held] = await db.select().from(uploadLocks).where(isMine);
        if (!held || held.isWanted) return false;
        return affectedRows(await db.update(uploadLocks).set({ heldUntil: until() }).where(isMine)) === 1;
      }

      /** A database that is away for a moment does not end it: nothing counts meanwhile, and nobody else gets it. */
      function lookAgain(end: () => void): void {
        watch = setTimeout(async () => {
          const mayGoOn = await prolong().catch(() => true);
          if (isReleased) return;
          if (mayGoOn) lookAgain(end);
          else end();
        }, LOOK_MS);
      }

      return {
        async take(signal, end) {
          for (const patience = clock.now().getTime() + PATIENCE_MS; clock.now().getTime() < patience; ) {
            if (signal.aborted) return false;
            if (await claim(uploadId, holder)) {
              lookAgain(end);
              return true;
            }
            await db.update(uploadLocks).set({ isWanted: true }).where(eq(uploadLocks.uploadId, uploadId));
            await delay(ASK_MS);
          }
          return false;
        },
        async release() {
          isReleased = true;
          clearTimeout(watch);
          await db.delete(uploadLocks).where(isMine);
        },
      };
    },
  };
}
export type UploadLocks = ReturnType<typeof createUploadLocks>;
