import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2';
import { createPool } from 'mysql2/promise';

export type Database = MySql2Database;
/** Inside `db.transaction`: what repositories take, so that a use case decides what is atomic. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
export type Executor = Database | Transaction;

/**
 * Opens a pool. Times are UTC. READ COMMITTED, because InnoDB's gap locks under REPEATABLE READ
 * block inserts on the very indexes that the queues poll.
 */
export function openDatabase(url: string, connectionLimit = 10): { db: Database; close(): Promise<void> } {
  const pool = createPool({ uri: url, connectionLimit, timezone: 'Z', supportBigNumbers: true });
  pool.on('connection', (connection) => {
    connection.query("SET time_zone = '+00:00'");
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  });
  return { db: drizzle(pool), close: () => pool.end() };
}

/** Rows that a guarded UPDATE, INSERT or DELETE changed. Zero is an answer, not an error. */
export function affectedRows(result: readonly [{ affectedRows: number }, ...unknown[]]): number {
  return result[0].affectedRows;
}
