import { and, asc, count, desc, eq, gt, inArray, min, sql } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import { workers } from '../db/schema/workers.ts';
import type { Clock } from '../ports/clock.ts';
import { readBacklog } from '../transcodes/backlog.ts';

const HOUR_MS = 3_600_000;
/** Failures of videos that were uploaded within so many days. */
const FAILURE_DAYS = 7;
const MOST_WORKERS = 200;

/** The whole pipeline at this moment, as an operator looks at it. */
export async function readPipelineBoard({ db, clock }: { db: Database; clock: Clock }) {
  const now = clock.now();
  const [openTasks, openVideos, atWork, backlog, oldest, throughput, failures] = await Promise.all([
    countOpenTasks(db),
    countOpenVideos(db),
    findWorkers(db),
    readBacklog(db),
    findOldestWaiting(db),
    measureThroughput(db, new Date(now.getTime() - HOUR_MS)),
    countFailures(db, new Date(now.getTime() - FAILURE_DAYS * 24 * HOUR_MS)),
  ]);
  return {
    at: now,
    tasks: openTasks,
    videos: openVideos,
    workers: atWork,
    backlog: {
      /** Worker-seconds. */
      seconds: backlog.all.seconds,
      urgentTasks: backlog.all.urgentTasks,
      oldestSeconds: oldest ? (now.getTime() - oldest.getTime()) / 1000 : 0,
    },
    lastHour: throughput,
    failures,
  };
}

const countOpenTasks = (db: Database) =>
  db
    .select({ kind: tasks.kind, status: tasks.status, count: count() })
    .from(tasks)
    .where(inArray(tasks.status, ['waiting', 'leased']))
    .groupBy(tasks.kind, tasks.status);

const countOpenVideos = (db: Database) =>
  db
    .select({ status: videos.status, count: count() })
    .from(videos)
    .where(inArray(videos.status, ['uploading', 'queued', 'processing']))
    .groupBy(videos.status);

/** Those that are there or on their way, the longest there first, each with what it does. */
async function findWorkers(db: Database) {
  const [there, held] = await Promise.all([
    db
      .select({
        id: workers.id,
        launcher: workers.launcher,
        capacity: workers.capacity,
        status: workers.status,
        launcherStatus: workers.launcherStatus,
        launchedAt: workers.launchedAt,
        lastSeenAt: workers.lastSeenAt,
      })
      .from(workers)
      .where(inArray(workers.status, ['launched', 'active']))
      .orderBy(asc(workers.launchedAt))
      .limit(MOST_WORKERS),
    db
      .select({
        id: tasks.id,
        workerId: tasks.workerId,
        videoId: tasks.videoId,
        kind: tasks.kind,
        rungs: tasks.rungs,
        progress: tasks.progress,
        epoch: tasks.epoch,
        leasedAt: tasks.leasedAt,
      })
      .from(tasks)
      .where(eq(tasks.status, 'leased')),
  ]);
  const byWorker = Map.groupBy(held, ({ workerId }) => workerId);
  return there.map((worker) => ({
    ...worker,
    tasks: (byWorker.get(worker.id) ?? []).map(({ workerId: _, ...task }) => task),
  }));
}

async function findOldestWaiting(db: Database): Promise<Date | null> {
  const [row] = await db
    .select({ since: min(tasks.createdAt) })
    .from(tasks)
    .where(eq(tasks.status, 'waiting'));
  return row?.since ?? null;
}

/** What was finished since: every video ends with one task that verifies it. */
async function measureThroughput(db: Database, since: Date) {
  const isDone = and(eq(tasks.status, 'done'), gt(tasks.finishedAt, since));
  const [[done], [ended]] = await Promise.all([
    db
      .select({
        tasks: count(),
        cpuSeconds: sql<number>`coalesce(sum(${tasks.cpuSeconds}), 0)`.mapWith(Number),
      })
      .from(tasks)
      .where(isDone),
    db
      .select({
        videos: count(),
        mediaMs: sql<number>`coalesce(sum(${videos.durationMs}), 0)`.mapWith(Number),
      })
      .from(tasks)
      .innerJoin(videos, eq(videos.id, tasks.videoId))
      .where(and(isDone, eq(tasks.kind, 'verify'))),
  ]);
  return {
    tasks: done?.tasks ?? 0,
    cpuSeconds: done?.cpuSeconds ?? 0,
    videos: ended?.videos ?? 0,
    mediaSeconds: (ended?.mediaMs ?? 0) / 1000,
  };
}

const countFailures = (db: Database, since: Date) =>
  db
    .select({ code: videos.errorCode, stage: videos.errorStage, count: count() })
    .from(videos)
    .where(and(eq(videos.status, 'failed'), gt(videos.createdAt, since)))
    .groupBy(videos.errorCode, videos.errorStage)
    .orderBy(desc(count()));
