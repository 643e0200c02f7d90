import { int, json, mysqlTable } from 'drizzle-orm/mysql-core';
import { timeColumn } from './columns.ts';

/** One row at most; none: everything at its default. Who changed what stands in the audit log. */
export const sitePolicies = mysqlTable('site_policies', {
  id: int('id').primaryKey(),
  /** `sitePolicySchema`. */
  policy: json('policy').$type<unknown>().notNull(),
  changedAt: timeColumn('changed_at').notNull(),
});
