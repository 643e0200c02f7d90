import { bigint, int, mysqlTable, primaryKey, varchar } from 'drizzle-orm/mysql-core';
import { timeColumn, ulidColumn } from './columns.ts';

/**
 * Ties (video, track, segment number) to the ONE object that counts. Written once, never changed; only what
 * `verify` finds damaged is taken back, and made anew under another key.
 */
export const bindings = mysqlTable(
  'bindings',
  {
    videoId: ulidColumn('video_id').notNull(),
    /** Rung name, `audio`, or `audio-ahead`. */
    track: varchar('track', { length: 16 }).notNull(),
    /** From 0; INIT_SEGMENT (-1) is the init segment. */
    number: int('number').notNull(),
    objectKey: varchar('object_key', { length: 255 }).notNull(),
    epoch: int('epoch').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    /** Of the bytes that were checked before they were stored. */
    sha256: varchar('sha256', { length: 64 }).notNull(),
    durationTicks: bigint('duration_ticks', { mode: 'number' }).notNull(),
    /** Of init segments only. */
    codecs: varchar('codecs', { length: 64 }),
    timescale: int('timescale'),
    boundAt: timeColumn('bound_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.track, table.number] })],
);

export type BindingRow = typeof bindings.$inferSelect;
