import { index, mysqlEnum, mysqlTable, varchar } from 'drizzle-orm/mysql-core';
import { decisions, moderationReasons } from '#lib/domain/moderation.ts';
import { moderationStates } from '#lib/domain/video-status.ts';
import { timeColumn, ulidColumn } from './columns.ts';

/** What a moderator decided; `hold` is what a rule did. */
const kinds = [...decisions, 'hold'] as const;

/**
 * What was decided about a video, with the words that go with it: for moderators its history, for its owner the
 * notices. The audit log tells of the same decisions without words, and outlives the video.
 */
export const moderationActions = mysqlTable(
  'moderation_actions',
  {
    id: ulidColumn('id').primaryKey(),
    videoId: ulidColumn('video_id').notNull(),
    /** Whom it concerns: the owner at the time. */
    userId: ulidColumn('user_id').notNull(),
    /** Null: a rule. */
    actorId: ulidColumn('actor_id'),
    kind: mysqlEnum('kind', kinds).notNull(),
    fromState: mysqlEnum('from_state', moderationStates).notNull(),
    toState: mysqlEnum('to_state', moderationStates).notNull(),
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
