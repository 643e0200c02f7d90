import { int, json, mysqlTable, primaryKey, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/** Every change of a setting: rows are added and never changed, and the last one of a setting is what holds. */
export const settingChanges = mysqlTable(
  'setting_changes',
  {
    /** A name of `settingSchemas`. */
    setting: varchar('setting', { length: 40 }).notNull(),
    /** From 1. Whoever changes what somebody else has changed meanwhile meets a number that is taken. */
    revision: int('revision').notNull(),
    /** Null: what the environment says. */
    value: json('value').$type<{ readonly value: unknown } | null>(),
    reason: varchar('reason', { length: 500 }).notNull(),
    changedBy: ulidColumn('changed_by').notNull(),
    changedAt: timeColumn('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.setting, table.revision] })],
);
