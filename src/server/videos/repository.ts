import { and, asc, count, desc, eq, inArray, ne, notInArray, type SQL } from 'drizzle-orm';
import type { VideoStatus, Visibility } from '#lib/domain/video-status.ts';
import { videoTransitions } from '#lib/domain/video-status.ts';
import { affectedRows, type Executor } from '../db/client.ts';
import { bindings } from '../db/schema/bindings.ts';
import { renditions } from '../db/schema/renditions.ts';
import { taskLeases } from '../db/schema/task-leases.ts';
import { tasks } from '../db/schema/tasks.ts';
import { uploadSessions } from '../db/schema/upload-sessions.ts';
import { users } from '../db/schema/users.ts';
import { videoTexts } from '../db/schema/video-texts.ts';
import { type VideoRow, videos } from '../db/schema/videos.ts';
import { workers } from '../db/schema/workers.ts';
import { isListed } from './listed.ts';
import { answersQuestion } from './searched.ts';

/** A page of the studio and some. */
const RECENT = 30;

export interface ListQuery {
  readonly status: VideoStatus | undefined;
  readonly ownerId: string | undefined;
  /** Only what strangers may find: public, approved, ready. */
  readonly listedOnly: boolean;
  readonly text: string | undefined;
  readonly sort: 'createdAt' | 'filename' | 'duration' | 'views';
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly skip: number;
}

const sortColumns = {
  createdAt: videos.createdAt,
  filename: videos.originalFilename,
  duration: videos.durationMs,
  views: videos.viewCount,
} as const;

function matching(query: ListQuery): SQL | undefined {
  return and(
    // Where it is `ready` it is not deleted: saying so twice would keep the index of the catalog from being read.
    query.listedOnly ? isListed : ne(videos.status, 'deleted'),
    query.status ? eq(videos.status, query.status) : undefined,
    query.ownerId ? eq(videos.ownerId, query.ownerId) : undefined,
    answersQuestion(query.text),
  );
}

/** `video_texts` is read only where words are looked for. */
const joinsTexts = (query: ListQuery) => Boolean(query.text?.trim());

/** The page first by its ids, which an index holds: what is skipped is never read whole. */
export async function listVideos(db: Executor, query: ListQuery) {
  const direction = query.order === 'asc' ? asc : desc;
  const ids = db.select({ id: videos.id }).from(videos).$dynamic();
  if (joinsTexts(query)) ids.innerJoin(videoTexts, eq(videoTexts.videoId, videos.id));
  const page = await ids
    .where(matching(query))
    .orderBy(direction(sortColumns[query.sort]), direction(videos.id))
    .limit(query.limit)
    .offset(query.skip);
  if (page.length === 0) return [];
  const rows = await db
    .select({ video: videos, ownerName: users.name })
    .from(videos)
    // Each has its owner. Joined so, the server can not begin with the people where there are few of them.
    .leftJoin(users, eq(users.id, videos.ownerId))
    .where(
      inArray(
        videos.id,
        page.map(({ id }) => id),
      ),
    );
  const byId = new Map(rows.map((row) => [row.video.id, row]));
  return page.flatMap(({ id }) => byId.get(id) ?? []);
}

export async function countVideos(db: Executor, query: ListQuery): Promise<number> {
  const counted = db.select({ total: count() }).from(videos).$dynamic();
  if (joinsTexts(query)) counted.innerJoin(videoTexts, eq(videoTexts.videoId, videos.id));
  const [row] = await counted.where(matching(query));
  return row?.total ?? 0;
}

export async function findVideo(db: Executor, videoId: string): Promise<VideoRow | undefined> {
  const [video] = await db.select().from(videos).where(eq(videos.id, videoId));
  return video;
}

export async function findOwnerName(db: Executor, ownerId: string): Promise<string> {
  const [owner] = await db.select({ name: users.name }).from(users).where(eq(users.id, ownerId));
  return owner?.name ?? '';
}

export function findRenditions(db: Executor, videoIds: readonly string[]) {
  if (videoIds.length === 0) return Promise.resolve([]);
  return db
    .select()
    .from(renditions)
    .where(inArray(renditions.videoId, [...videoIds]));
}

/** What tasks have cost so far, of some videos. */
export function findTaskCosts(db: Executor, videoIds: readonly string[]) {
  if (videoIds.length === 0) return Promise.resolve([]);
  const { videoId, cpuSeconds, capacity, epoch } = tasks;
  return db
    .select({ videoId, cpuSeconds, capacity, epoch })
    .from(tasks)
    .where(inArray(videoId, [...videoIds]));
}

export async function findTasks(db: Executor, videoId: string) {
  return db.select().from(tasks).where(eq(tasks.videoId, videoId));
}

/** Every lease of every task of a video, with what ran it while that is known. */
export function findLeases(db: Executor, videoId: string) {
  return db
    .select({
      taskId: taskLeases.taskId,
      epoch: taskLeases.epoch,
      workerId: taskLeases.workerId,
      leasedAt: taskLeases.leasedAt,
      capacity: workers.capacity,
    })
    .from(taskLeases)
    .leftJoin(workers, eq(workers.id, taskLeases.workerId))
    .where(eq(taskLeases.videoId, videoId));
}

/** The newest videos of a person, and every one that is under way however old. */
export async function findRecentOf(db: Executor, ownerId: string): Promise<readonly VideoRow[]> {
  const isOwn = eq(videos.ownerId, ownerId);
  const [newest, inFlight] = await Promise.all([
    db.select().from(videos).where(isOwn).orderBy(desc(videos.createdAt)).limit(RECENT),
    db
      .select()
      .from(videos)
      .where(and(isOwn, inArray(videos.status, ['uploading', 'queued', 'processing']))),
  ]);
  return [...new Map([...newest, ...inFlight].map((video) => [video.id, video])).values()];
}

export async function updateDetails(
  db: Executor,
  videoId: string,
  details: {
    title?: string;
    description?: string;
    tags?: readonly string[];
    visibility?: Visibility;
    passwordHash?: string | null;
    publishAt?: null;
  },
): Promise<void> {
  await db.update(videos).set(details).where(eq(videos.id, videoId));
}

/** Moves a video to `to` if the transition table allows it from where it is; false when it does not. */
export async function moveVideo(
  db: Executor,
  videoId: string,
  to: VideoStatus,
  set: Partial<
    Pick<
      VideoRow,
      | 'deletedAt'
      | 'deletedFiles'
      | 'durationMs'
      | 'encodedAt'
      | 'errorCode'
      | 'errorStage'
      | 'foreignResult'
      | 'playable'
      | 'processedAt'
    >
  > = {},
): Promise<boolean> {
  const result = await db
    .update(videos)
    .set({ ...set, status: to })
    .where(and(eq(videos.id, videoId), inArray(videos.status, [...videoTransitions.sourcesOf(to)])));
  return affectedRows(result) === 1;
}

/** Stops what has not ended: waiting and leased tasks become `cancelled`; workers learn it at their next renewal. */
export async function cancelTasks(db: Executor, videoId: string): Promise<void> {
  await db
    .update(tasks)
    .set({ status: 'cancelled', leaseUntil: null, workerId: null })
    .where(and(eq(tasks.videoId, videoId), inArray(tasks.status, ['waiting', 'leased'])));
}

const cleanSlate = {
  status: 'waiting',
  progress: 0,
  ffmpegErrors: 0,
  lostLeases: 0,
  outOfMemory: 0,
  redone: 0,
  errorCode: null,
} as const;

/** Puts failed and cancelled tasks back in the queue with a clean slate; answers how many those were. */
export async function reviveTasks(db: Executor, videoId: string): Promise<number> {
  const revived = await db
    .update(tasks)
    .set(cleanSlate)
    .where(and(eq(tasks.videoId, videoId), inArray(tasks.status, ['failed', 'cancelled'])));
  return affectedRows(revived);
}

/** Makes everything after the probe anew; `verify` follows when that is done. Epochs go on growing, so no object of before is taken for a new one. */
export async function restartTasks(db: Executor, videoId: string): Promise<void> {
  await db.delete(bindings).where(eq(bindings.videoId, videoId));
  await db
    .update(tasks)
    .set(cleanSlate)
    .where(and(eq(tasks.videoId, videoId), notInArray(tasks.kind, ['probe', 'verify'])));
  // Set aside until the lowest rung stands again, for it is what the storyboard is made of.
  await db
    .update(tasks)
    .set({ status: 'cancelled' })
    .where(and(eq(tasks.videoId, videoId), eq(tasks.kind, 'stills')));
}

export async function closeUpload(db: Executor, videoId: string): Promise<void> {
  await db
    .update(uploadSessions)
    .set({ status: 'aborted' })
    .where(and(eq(uploadSessions.videoId, videoId), eq(uploadSessions.status, 'open')));
}

export async function findUpload(db: Executor, videoId: string) {
  const [session] = await db.select().from(uploadSessions).where(eq(uploadSessions.videoId, videoId));
  return session;
}

/** Serialises changes of one video within the caller's transaction. */
export async function lockVideo(db: Executor, videoId: string): Promise<VideoRow | undefined> {
  const [video] = await db.select().from(videos).where(eq(videos.id, videoId)).for('update');
  return video;
}
