import { mkdir, statfs } from 'node:fs/promises';
import type { WatchedStore } from './watched-store.ts';

/** A few segments of the top rung, some 5 MB each: what a task has on the disk at a time. */
const LEAST_FREE_BYTES = 32 * 1024 * 1024;

export interface Surroundings {
  readonly store: WatchedStore;
  readonly workDirectory: string;
}

async function hasRoom(directory: string): Promise<boolean> {
  await mkdir(directory, { recursive: true });
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize >= LEAST_FREE_BYTES;
}

/**
 * What would make any task fail here and now, in words; undefined when nothing does. A worker takes no work
 * meanwhile: three failures in as many seconds would be blamed on the video.
 */
export async function findTrouble({ store, workDirectory }: Surroundings): Promise<string | undefined> {
  if (!(await hasRoom(workDirectory))) return 'the disk for work is full';
  if (!(await store.answers())) return 'the store does not answer';
  return undefined;
}

/**
 * What may have failed a task that began at `startedAt`, though neither the media nor FFmpeg is at fault.
 * @param startedAt by `performance.now()`
 */
export async function findExcuse(
  { store, workDirectory }: Surroundings,
  startedAt: number,
): Promise<string | undefined> {
  if (store.failedAt() >= startedAt) return 'the store failed meanwhile';
  return (await hasRoom(workDirectory)) ? undefined : 'the disk for work is full';
}
