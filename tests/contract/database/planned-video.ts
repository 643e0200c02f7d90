/** Rows of videos and tasks as they stand at one moment of processing, written without the steps before. */
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { composeEvent } from '../../../src/lib/domain/compose-event.ts';
import type { EventData, EventMessage } from '../../../src/lib/domain/events.ts';
import { initKey, segmentKey } from '../../../src/lib/domain/object-keys.ts';
import { defaultPlanSettings, plan } from '../../../src/lib/domain/plan.ts';
import { sampleFacts } from '../../../src/lib/domain/testing/sample-facts.ts';
import type { VideoStatus } from '../../../src/lib/domain/video-status.ts';
import type { Database } from '../../../src/server/db/client.ts';
import { type TaskRow, tasks } from '../../../src/server/db/schema/tasks.ts';
import { type VideoRow, videos } from '../../../src/server/db/schema/videos.ts';
import type { Clock } from '../../../src/server/ports/clock.ts';

export interface TestClock extends Clock {
  advance(seconds: number): void;
}

/** Stands still until it is told to go on. */
export function createTestClock(): TestClock {
  let ms = Date.UTC(2026, 10, 21, 12);
  return {
    now: () => new Date(ms),
    newId: () => ulid(),
    advance(seconds) {
      ms += 1000 * seconds;
    },
  };
}

export const workerId = ulid();
/** Whose all videos are, unless said otherwise. */
const ownerId = ulid();
/** 12 s in one rung of three segments, and one other rung. */
export const facts = sampleFacts({
  durationSeconds: 12,
  frameCount: 300,
  video: { width: 640, height: 360 },
});
export const planned = plan(facts, { ...defaultPlanSettings, segmentsPerChunk: 2 });

export async function insertVideo(db: Database, clock: Clock, over: Partial<VideoRow> = {}): Promise<string> {
  const id = ulid();
  await db.insert(videos).values({
    id,
    ownerId,
    title: 'A walk',
    description: '',
    originalFilename: 'walk.mp4',
    contentType: 'video/mp4',
    sizeBytes: facts.sizeBytes,
    status: 'processing' satisfies VideoStatus,
    sourceEtag: 'etag',
    facts,
    plan: planned,
    createdAt: clock.now(),
    ...over,
  });
  return id;
}

export async function insertTask(
  db: Database,
  clock: Clock,
  videoId: string,
  over: Partial<TaskRow> = {},
): Promise<TaskRow> {
  const id = ulid();
  await db.insert(tasks).values({
    id,
    videoId,
    ownerId,
    kind: 'encode',
    rungs: '240p',
    segmentCount: 2,
    priority: 30,
    weight: 1,
    errors: [],
    createdAt: clock.now(),
    ...over,
  });
  return taskOf(db, id);
}

/** All tasks of the plan, lent to one worker under their first epoch. */
export async function insertLeasedTasks(db: Database, clock: Clock, videoId: string): Promise<TaskRow[]> {
  const rows: TaskRow[] = [];
  for (const task of planned.tasks) {
    const chunk =
      task.kind === 'encode'
        ? { rungs: task.rungs.join(), firstSegment: task.firstSegment, segmentCount: task.segmentCount }
        : { rungs: '', firstSegment: 0, segmentCount: 0 };
    rows.push(
      await insertTask(db, clock, videoId, {
        ...chunk,
        kind: task.kind,
        priority: task.priority,
        weight: task.weight,
        ...leased(clock),
      }),
    );
  }
  return rows;
}

/** Lent for half a minute. */
export const leased = (clock: Clock, epoch = 1): Partial<TaskRow> => ({
  status: 'leased',
  epoch,
  workerId,
  leaseUntil: new Date(clock.now().getTime() + 30_000),
});

export async function taskOf(db: Database, id: string): Promise<TaskRow> {
  const [row] = await db.select().from(tasks).where(eq(tasks.id, id));
  if (!row) throw new Error(`no task ${id}`);
  return row;
}

type Attempt = Pick<TaskRow, 'id' | 'videoId' | 'epoch'>;
const attemptOf = ({ id, videoId, epoch }: Attempt) => ({ taskId: id, videoId, epoch, workerId });
const compose = <Type extends EventMessage['type']>(type: Type, data: EventData<Type>) =>
  composeEvent(ulid(), new Date(0), type, data);

export const boundFact = (task: Attempt, track: string, number: number) =>
  compose('task.segment-bound', {
    ...attemptOf(task),
    track,
    number,
    key: segmentKey(task.videoId, track, number, task.epoch),
    sizeBytes: 1_000 + number,
    sha256: 'b'.repeat(64),
    durationTicks: 40_000,
  });

/** @param content what the init segment holds: it names the object */
export const initFact = (task: Attempt, track: string, content = 'a') =>
  compose('task.segment-bound', {
    ...attemptOf(task),
    track,
    number: -1,
    key: initKey(task.videoId, track, content.repeat(64)),
    sizeBytes: 700,
    sha256: content.repeat(64),
    durationTicks: 0,
    init: { codecs: 'avc1.64000d', timescale: 10_000 },
  });

export const succeededFact = (
  task: Attempt,
  result: EventData<'task.succeeded'>['result'] = { kind: 'encode' },
) => compose('task.succeeded', { ...attemptOf(task), cpuSeconds: 1.5, result });

/** What a `stills` task leaves that found two pictures and made no storyboard. */
export const stillsResult = (videoId: string): EventData<'task.succeeded'>['result'] => ({
  kind: 'stills',
  thumbnailKey: `${videoId}/still-0-1.jpg`,
  candidateKeys: [`${videoId}/still-0-1.jpg`, `${videoId}/still-1-1.jpg`],
  storyboard: null,
});

export const failedFact = (
  task: Attempt,
  over: Partial<Pick<EventData<'task.failed'>, 'code' | 'cause'>> = {},
) =>
  compose('task.failed', {
    ...attemptOf(task),
    code: 'TRANSCODE_FAILED',
    cause: 'ffmpeg',
    detail: 'why',
    ...over,
  });
