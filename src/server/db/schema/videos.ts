import {
  bigint,
  boolean,
  double,
  index,
  int,
  json,
  mysqlEnum,
  mysqlTable,
  text,
  varchar,
} from 'drizzle-orm/mysql-core';
import type { ForeignResult } from '#lib/domain/foreign-result.ts';
import { mediaErrorCodes } from '#lib/domain/media-error.ts';
import { moderationReasons } from '#lib/domain/moderation.ts';
import type { Plan } from '#lib/domain/plan.ts';
import type { HoldReason } from '#lib/domain/site-policy.ts';
import type { SourceFacts } from '#lib/domain/source-facts.ts';
import type { Storyboard } from '#lib/domain/storyboard.ts';
import type { ThumbnailRequest } from '#lib/domain/thumbnail-choice.ts';
import { moderationStates, videoStatuses, visibilities } from '#lib/domain/video-status.ts';
import { timeColumn, ulidColumn } from './columns.ts';

const sourceStates = ['present', 'archived', 'deleted'] as const;
/** `kept` is a tombstone: the owner wanted the files to stay, and nobody sweeps them. */
const deletedFilesStates = ['kept', 'removing', 'removed'] as const;

export const videos = mysqlTable(
  'videos',
  {
    id: ulidColumn('id').primaryKey(),
    ownerId: ulidColumn('owner_id').notNull(),
    title: varchar('title', { length: 200 }).notNull(),
    description: text('description').notNull(),
    /** As `domain/tags.ts` cleans them; null: none. */
    tags: json('tags').$type<readonly string[]>(),
    originalFilename: varchar('original_filename', { length: 255 }).notNull(),
    contentType: varchar('content_type', { length: 100 }).notNull(),
    /** Declared at first, S3's own figure once complete. */
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    status: mysqlEnum('status', videoStatuses).notNull(),
    playable: boolean('playable').notNull().default(false),
    visibility: mysqlEnum('visibility', visibilities).notNull().default('private'),
    /** When the sweeper makes it public; null: nobody asked for that. */
    publishAt: timeColumn('publish_at'),
    moderation: mysqlEnum('moderation', moderationStates).notNull().default('pending'),
    /** When a moderator last decided about it; null: none has looked yet. */
    reviewedAt: timeColumn('reviewed_at'),
    /** Why a rule has it wait for a moderator. */
    heldFor: json('held_for').$type<readonly HoldReason[]>(),
    /** Of a takedown: the owner reads it. */
    moderationReason: mysqlEnum('moderation_reason', moderationReasons),
    /** Of somebody who is banned nothing is open to strangers. */
    ownerBanned: boolean('owner_banned').notNull().default(false),
    /** argon2id. While the video is unlisted, strangers have to know the password; see `videos/policy.ts`. */
    passwordHash: varchar('password_hash', { length: 255 }),
    /** Views that count, by `lib/domain/viewing.ts`. It says nothing of the video's state: `version` does not grow with it. */
    viewCount: int('view_count').notNull().default(0),
    /** Grows with every change that people see; the id of its server-sent events. */
    version: int('version').notNull().default(1),
    /** Whether the uploaded original still stands, by SOURCE_AFTER_READY. */
    sourceState: mysqlEnum('source_state', sourceStates).notNull().default('present'),
    sourceEtag: varchar('source_etag', { length: 80 }),
    facts: json('facts').$type<SourceFacts>(),
    plan: json('plan').$type<Plan>(),
    /** Expected CPU seconds of the whole plan, its second revision included. */
    plannedWeight: double('planned_weight'),
    /** US dollars, by the plan: what making it and keeping it for a month costs. */
    costEstimate: double('cost_estimate'),
    durationMs: int('duration_ms'),
    audioSegmentCount: int('audio_segment_count').notNull().default(0),
    hlsKey: varchar('hls_key', { length: 255 }),
    dashKey: varchar('dash_key', { length: 255 }),
    thumbnailKey: varchar('thumbnail_key', { length: 255 }),
    /** Frames to choose the thumbnail from, in the order of the video. */
    stillKeys: json('still_keys').$type<readonly string[]>(),
    /** The owner chose: what the `stills` task finds best no longer counts. */
    thumbnailChosen: boolean('thumbnail_chosen').notNull().default(false),
    /** What the owner asked for last that a worker has to make. */
    thumbnailRequest: json('thumbnail_request').$type<ThumbnailRequest>(),
    storyboard: json('storyboard').$type<Storyboard>(),
    /** Of a video that a foreign transcoder made: what it said, and where it keeps it. */
    foreignResult: json('foreign_result').$type<ForeignResult>(),
    errorCode: mysqlEnum('error_code', mediaErrorCodes),
    errorStage: varchar('error_stage', { length: 40 }),
    createdAt: timeColumn('created_at').notNull(),
    uploadedAt: timeColumn('uploaded_at'),
    processingStartedAt: timeColumn('processing_started_at'),
    processedAt: timeColumn('processed_at'),
    /** When the last task was done: the finalizer looks for videos that have this and are not ready. */
    encodedAt: timeColumn('encoded_at'),
    deletedAt: timeColumn('deleted_at'),
    /** What becomes of a deleted video's files; null of one deleted before this was noted: taken for kept. */
    deletedFiles: mysqlEnum('deleted_files', deletedFilesStates),
  },
  (table) => [
    index('videos_owner').on(table.ownerId, table.createdAt),
    index('videos_listing').on(table.status, table.visibility, table.moderation, table.createdAt),
    index('videos_review').on(table.moderation, table.reviewedAt, table.id),
    index('videos_publishing').on(table.publishAt),
    index('videos_finalizing').on(table.status, table.encodedAt),
    // Of the catalog: what makes a video listed (`videos/listed.ts`), then what it is sorted by.
    index('videos_newest').on(
      table.status,
      table.visibility,
      table.moderation,
      table.ownerBanned,
      table.createdAt,
      table.id,
    ),
    index('videos_longest').on(
      table.status,
      table.visibility,
      table.moderation,
      table.ownerBanned,
      table.durationMs,
      table.id,
    ),
    index('videos_viewed').on(
      table.status,
      table.visibility,
      table.moderation,
      table.ownerBanned,
      table.viewCount,
      table.id,
    ),
    index('videos_by_name').on(
      table.status,
      table.visibility,
      table.moderation,
      table.ownerBanned,
      table.originalFilename,
      table.id,
    ),
    index('videos_channel').on(
      table.ownerId,
      table.status,
      table.visibility,
      table.moderation,
      table.ownerBanned,
      table.createdAt,
      table.id,
    ),
    index('videos_deleting').on(table.deletedFiles, table.deletedAt),
  ],
);

export type VideoRow = typeof videos.$inferSelect;
