import { hasErrorCode } from './error-codes.ts';

/** InnoDB has undone one of two transactions that waited for each other: it may be tried again at once. */
const deadlockCodes: ReadonlySet<string> = new Set(['ER_LOCK_DEADLOCK']);
/** The other transaction ends meanwhile; one that loses this often has met something else. */
const MAX_TRIES = 5;

/** Runs a transaction, again when it lost a deadlock. It must do nothing but SQL. */
export async function retryDeadlock<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transaction();
    } catch (error) {
      if (tries === MAX_TRIES || !hasErrorCode(error, deadlockCodes)) throw error;
    }
  }
}
