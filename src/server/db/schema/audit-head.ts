import { bigint, char, int, mysqlTable } from 'drizzle-orm/mysql-core';

/** One row: the end of the audit log's chain. Whoever writes a row holds it until their transaction ends. */
export const auditHead = mysqlTable('audit_head', {
  id: int('id').primaryKey(),
  position: bigint('position', { mode: 'number' }).notNull(),
  hash: char('hash', { length: 64 }).notNull(),
});
