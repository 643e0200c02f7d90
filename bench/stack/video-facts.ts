/** What the stack's own database says of a video: tasks, segments, bytes. */
import { and, eq } from 'drizzle-orm';
import { bindings } from '../../src/server/db/schema/bindings.ts';
import { tasks } from '../../src/server/db/schema/tasks.ts';
import { type VideoRow, videos } from '../../src/server/db/schema/videos.ts';
import type { TimedTask } from '../figures/simulate.ts';
import type { BenchStack } from './bench-stack.ts';

type Stacked = Pick<BenchStack, 'db'>;

export async function readRow({ db }: Stacked, videoId: string): Promise<VideoRow> {
  const [row] = await db.select().from(videos).where(eq(videos.id, videoId));
  if (!row) throw new Error(`There is no video ${videoId}.`);
  return row;
}

/** All that can be played. One question for all of them: fifty pollers would be a load of their own. */
export async function findPlayable({ db }: Stacked): Promise<readonly string[]> {
  const rows = await db.select({ id: videos.id }).from(videos).where(eq(videos.playable, true));
  return rows.map(({ id }) => id);
}

export interface DoneTask extends TimedTask {
  readonly leasedAtMs: number;
  readonly finishedAtMs: number;
  readonly cpuSeconds: number;
}

/** The tasks of a video that is ready, in the order in which they were lent. */
export async function findDoneTasks({ db }: Stacked, videoId: string): Promise<readonly DoneTask[]> {
  const rows = await db
    .select()
    .from(tasks)
    .where(and(eq(tasks.videoId, videoId), eq(tasks.status, 'done')));
  return rows
    .flatMap(({ leasedAt, finishedAt, kind, rungs, priority, weight, cpuSeconds }) => {
      if (!leasedAt || !finishedAt) return [];
      const [leasedAtMs, finishedAtMs] = [leasedAt.getTime(), finishedAt.getTime()];
      const seconds = (finishedAtMs - leasedAtMs) / 1000;
      return [{ kind, rungs, priority, weight, cpuSeconds, leasedAtMs, finishedAtMs, seconds }];
    })
    .toSorted((a, b) => a.leasedAtMs - b.leasedAtMs);
}

/** Bytes of each track, its init segment included. */
export async function findTrackBytes({ db }: Stacked, videoId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db.select().from(bindings).where(eq(bindings.videoId, videoId));
  const bytes = new Map<string, number>();
  for (const { track, sizeBytes } of rows) bytes.set(track, (bytes.get(track) ?? 0) + sizeBytes);
  return bytes;
}

/** Numbers of the segments of a track that are there. */
export async function findBoundNumbers({ db }: Stacked, videoId: string, track: string) {
  const rows = await db
    .select({ number: bindings.number })
    .from(bindings)
    .where(and(eq(bindings.videoId, videoId), eq(bindings.track, track)));
  return new Set(rows.map(({ number }) => number));
}
