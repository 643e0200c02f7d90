import {
  bigint,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  text,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/mysql-core';
import { partChecksums } from '#lib/domain/multipart.ts';
import { timeColumn, ulidColumn } from './columns.ts';

const uploadDoors = ['multipart', 'put', 'post', 'form', 'tus'] as const;
const uploadStatuses = ['open', 'completed', 'aborted', 'expired'] as const;

/** One upload of one source. A video has exactly one. */
export const uploadSessions = mysqlTable(
  'upload_sessions',
  {
    id: ulidColumn('id').primaryKey(),
    videoId: ulidColumn('video_id').notNull(),
    ownerId: ulidColumn('owner_id').notNull(),
    door: mysqlEnum('door', uploadDoors).notNull(),
    /** S3's own id of the multipart upload; null for the single-request doors, and where each volume has its own. */
    s3UploadId: varchar('s3_upload_id', { length: 255 }),
    /** With what the parts are checked; fixed together with `s3UploadId`, for S3 wants all of them alike. */
    partChecksum: mysqlEnum('part_checksum', partChecksums),
    /** The client's own name for this upload: asked again after a lost answer, it gets the same one. */
    idempotencyKey: varchar('idempotency_key', { length: 64 }),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    partSize: bigint('part_size', { mode: 'number' }).notNull(),
    partCount: int('part_count').notNull(),
    /** Parts in each of the objects that the source lies in; null: in one. */
    partsPerVolume: int('parts_per_volume'),
    /** Of the doors that lead through web: whole from the first byte on. The store's own list knows of the others. */
    receivedBytes: bigint('received_bytes', { mode: 'number' }).notNull().default(0),
    /** tus' Upload-Metadata as its client sent it, to be given back. */
    clientMetadata: text('client_metadata'),
    status: mysqlEnum('status', uploadStatuses).notNull().default('open'),
    createdAt: timeColumn('created_at').notNull(),
    expiresAt: timeColumn('expires_at').notNull(),
  },
  (table) => [
    index('upload_sessions_video').on(table.videoId),
    uniqueIndex('upload_sessions_idempotency').on(table.ownerId, table.idempotencyKey),
    index('upload_sessions_open').on(table.status, table.expiresAt),
    index('upload_sessions_owner').on(table.ownerId, table.createdAt),
  ],
);

export type UploadSessionRow = typeof uploadSessions.$inferSelect;
