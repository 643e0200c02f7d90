import { bigint, index, int, json, mysqlEnum, mysqlTable, primaryKey, varchar } from 'drizzle-orm/mysql-core';
import { partChecksums, type ReceivedPart } from '#lib/domain/multipart.ts';
import { timeColumn, ulidColumn } from './columns.ts';

/** The objects that a long source lies in: a row for each time that one was begun, with the first part that was signed. */
export const sourceVolumes = mysqlTable(
  'source_volumes',
  {
    videoId: ulidColumn('video_id').notNull(),
    /** From 0. */
    number: int('number').notNull(),
    /** Counts how often it was begun, from 1: each time under a key of its own. */
    epoch: int('epoch').notNull(),
    /** What it holds once it is whole. */
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    /** S3's own id of the multipart upload that brings it. */
    s3UploadId: varchar('s3_upload_id', { length: 255 }).notNull(),
    partChecksum: mysqlEnum('part_checksum', partChecksums),
    /** When it was about to be joined: it takes no part any more. */
    closedAt: timeColumn('closed_at'),
    /** What it is joined of, by the numbers of the whole upload: the store no longer tells. */
    parts: json('parts').$type<readonly ReceivedPart[]>(),
    /** Of the object; null until it is known to be joined. The last epoch that has one counts. */
    etag: varchar('etag', { length: 80 }),
  },
  (table) => [
    primaryKey({ columns: [table.videoId, table.number, table.epoch] }),
    index('source_volumes_upload').on(table.s3UploadId),
  ],
);
