import {
  double,
  index,
  int,
  json,
  mysqlEnum,
  mysqlTable,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/mysql-core';
import { taskCapacities } from '#lib/domain/capacity.ts';
import { mediaErrorCodes } from '#lib/domain/media-error.ts';
import { taskKinds, taskStatuses } from '#lib/domain/task-status.ts';
import { timeColumn, ulidColumn } from './columns.ts';

/** Why one attempt ended badly; kept for whoever has to explain it. */
export interface AttemptError {
  readonly epoch: number;
  readonly code: string;
  readonly cause: string;
  readonly detail: string;
  readonly at: string;
}

/** One unit of transcoding work. Wait, lease and fence are all in this row. */
export const tasks = mysqlTable(
  'tasks',
  {
    id: ulidColumn('id').primaryKey(),
    videoId: ulidColumn('video_id').notNull(),
    /** The video's owner: workers are shared fairly between people. */
    ownerId: ulidColumn('owner_id').notNull(),
    kind: mysqlEnum('kind', taskKinds).notNull(),
    /** Comma-separated rung names of an encode task; empty otherwise. With `first_segment` it names the task. */
    rungs: varchar('rungs', { length: 100 }).notNull().default(''),
    firstSegment: int('first_segment').notNull().default(0),
    segmentCount: int('segment_count').notNull().default(0),
    /** Smaller is sooner. */
    priority: int('priority').notNull(),
    /** Of an encode or of sound, what a viewer has waited for last: made before what lies before it. */
    wantedSegment: int('wanted_segment'),
    /** `spot` waits for a worker that may be taken away at any moment; `any` runs wherever. */
    capacity: mysqlEnum('capacity', taskCapacities).notNull().default('any'),
    /** Expected CPU seconds. */
    weight: double('weight').notNull().default(0),
    status: mysqlEnum('status', taskStatuses).notNull().default('waiting'),
    /** Fencing token: grows with every lease; a write of an older epoch changes nothing. */
    epoch: int('epoch').notNull().default(0),
    /** Who holds it; of a task that is done, who did it. */
    workerId: ulidColumn('worker_id'),
    leaseUntil: timeColumn('lease_until'),
    /** When the current attempt began. */
    leasedAt: timeColumn('leased_at'),
    /** 0…1. Never falls but by a person's retry: what an attempt has bound stays when it is lost. */
    progress: double('progress').notNull().default(0),
    ffmpegErrors: int('ffmpeg_errors').notNull().default(0),
    lostLeases: int('lost_leases').notNull().default(0),
    outOfMemory: int('out_of_memory').notNull().default(0),
    /** How often its output was found wanting by `verify` and made anew. */
    redone: int('redone').notNull().default(0),
    errorCode: mysqlEnum('error_code', mediaErrorCodes),
    errors: json('errors').$type<readonly AttemptError[]>().notNull(),
    cpuSeconds: double('cpu_seconds').notNull().default(0),
    createdAt: timeColumn('created_at').notNull(),
    finishedAt: timeColumn('finished_at'),
  },
  (table) => [
    uniqueIndex('tasks_once').on(table.videoId, table.kind, table.rungs, table.firstSegment),
    index('tasks_waiting').on(table.status, table.priority, table.createdAt),
    index('tasks_leases').on(table.status, table.leaseUntil),
    index('tasks_finished').on(table.status, table.finishedAt),
  ],
);

export type TaskRow = typeof tasks.$inferSelect;
