import { mysqlTable } from 'drizzle-orm/mysql-core';
import { ulidColumn } from './columns.ts';

/** Videos whose stored manifests no longer say what there is: the finalizer writes new ones beside them. */
export const manifestRefreshes = mysqlTable('manifest_refreshes', {
  videoId: ulidColumn('video_id').primaryKey(),
  /** New with each change; also part of the names of the manifests that will show it. */
  revision: ulidColumn('revision').notNull(),
});
