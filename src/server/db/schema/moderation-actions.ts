import { index, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { decisions, moderationReasons } from '#lib/domain/moderation.ts';
import { moderationStates } from '#lib/domain/video-status.ts';
import { timeColumn, ulidColumn } from './columns.ts';

/** Decisions about videos, what a rule did (`hold`), the answer to an appeal, and what was done about a person. */
const kinds = [...decisions, 'hold', 'refuse-appeal', 'warn', 'limit', 'unlimit'] as const;

/**
 * What was decided about a video, with the words that go with it: for moderators its history, for its owner the
 * notices. The audit log tells of the same decisions without words, and outlives the video.
 */
export const moderationActions = mysqlTable(
  'moderation_actions',
  {
    id: ulidColumn('id').primaryKey(),
    /** Null: it is about the person. */
    videoId: ulidColumn('video_id'),
    /** Whom it concerns: of a video, its owner. */
    userId: ulidColumn('user_id').notNull(),
    /** Null: a rule. */
    actorId: ulidColumn('actor_id'),
    kind: mysqlEnum('kind', kinds).notNull(),
    fromState: mysqlEnum('from_state', moderationStates),
    toState: mysqlEnum('to_state', moderationStates),
    reason: mysqlEnum('reason', moderationReasons),
    /** For moderators alone. */
    note: varchar('note', { length: 2000 }),
    /** The owner reads it. */
    message: varchar('message', { length: 2000 }),
    createdAt: timeColumn('created_at').notNull(),
    /** When the owner has read the notice. */
    readAt: timeColumn('read_at'),
  },
  (table) => [
    index('moderation_actions_video').on(table.videoId, table.id),
    index('moderation_actions_user').on(table.userId, table.id),
  ],
);

export type ModerationActionRow = typeof moderationActions.$inferSelect;
