import type { MySqlColumn, MySqlTable } from 'drizzle-orm/mysql-core';
import { accountTokens } from '../db/schema/account-tokens.ts';
import { apiKeys } from '../db/schema/api-keys.ts';
import { appeals } from '../db/schema/appeals.ts';
import { bindings } from '../db/schema/bindings.ts';
import { captions } from '../db/schema/captions.ts';
import { manifestRefreshes } from '../db/schema/manifest-refreshes.ts';
import { moderationActions } from '../db/schema/moderation-actions.ts';
import { ownerTurns } from '../db/schema/owner-turns.ts';
import { renditions } from '../db/schema/renditions.ts';
import { reports } from '../db/schema/reports.ts';
import { sessions } from '../db/schema/sessions.ts';
import { sourceVolumes } from '../db/schema/source-volumes.ts';
import { taskLeases } from '../db/schema/task-leases.ts';
import { tasks } from '../db/schema/tasks.ts';
import { uploadSessions } from '../db/schema/upload-sessions.ts';
import { users } from '../db/schema/users.ts';
import { videoTexts } from '../db/schema/video-texts.ts';
import { videoViewsDaily } from '../db/schema/video-views-daily.ts';
import { videos } from '../db/schema/videos.ts';
import { viewings } from '../db/schema/viewings.ts';
import { watchPositions } from '../db/schema/watch-positions.ts';
import { webhookDeliveries, webhookEndpoints } from '../db/schema/webhooks.ts';

interface Belonging {
  readonly table: MySqlTable;
  /** Names the person, or the video. */
  readonly by: MySqlColumn;
}

/**
 * What goes with a person: what must not outlast the moment, such as keys, and goes in the deleting transaction.
 * A contract test looks at every column of the database and fails for a table that is in no list here.
 */
export const personsKeys: readonly Belonging[] = [
  { table: sessions, by: sessions.userId },
  { table: accountTokens, by: accountTokens.userId },
  { table: apiKeys, by: apiKeys.userId },
  { table: webhookDeliveries, by: webhookDeliveries.userId },
  { table: webhookEndpoints, by: webhookEndpoints.userId },
  // What somebody watched is nobody's business from that moment on.
  { table: watchPositions, by: watchPositions.userId },
];

/** What goes with each video, once its files are gone. */
export const videosRows: readonly Belonging[] = [
  { table: appeals, by: appeals.videoId },
  { table: bindings, by: bindings.videoId },
  { table: captions, by: captions.videoId },
  { table: manifestRefreshes, by: manifestRefreshes.videoId },
  { table: moderationActions, by: moderationActions.videoId },
  { table: renditions, by: renditions.videoId },
  { table: reports, by: reports.videoId },
  { table: sourceVolumes, by: sourceVolumes.videoId },
  { table: taskLeases, by: taskLeases.videoId },
  { table: tasks, by: tasks.videoId },
  { table: uploadSessions, by: uploadSessions.videoId },
  { table: videoViewsDaily, by: videoViewsDaily.videoId },
  { table: viewings, by: viewings.videoId },
  { table: watchPositions, by: watchPositions.videoId },
  { table: videoTexts, by: videoTexts.videoId },
];

/** What goes last, in this order. */
export const personsRows: readonly Belonging[] = [
  { table: uploadSessions, by: uploadSessions.ownerId },
  { table: tasks, by: tasks.ownerId },
  { table: moderationActions, by: moderationActions.userId },
  { table: appeals, by: appeals.userId },
  { table: reports, by: reports.reporterId },
  { table: ownerTurns, by: ownerTurns.ownerId },
  { table: videos, by: videos.ownerId },
  { table: users, by: users.id },
];
