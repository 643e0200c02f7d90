import { char, datetime } from 'drizzle-orm/mysql-core';

/** A ULID: 26 characters, sorts by time of birth. */
export const ulidColumn = (name: string) => char(name, { length: 26 });

/** Milliseconds, UTC (the connection runs in +00:00). */
export const timeColumn = (name: string) => datetime(name, { mode: 'date', fsp: 3 });
