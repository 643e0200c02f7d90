import { access } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

export interface ClosedSegment {
  readonly rung: string;
  readonly number: number;
  readonly path: string;
  /** The init segment written beside it, whole by now. */
  readonly initPath: string;
}

export interface WatchTarget {
  readonly directory: string;
  readonly rungs: readonly string[];
  readonly firstSegment: number;
}

/** Adds at most this to the first segment's way to a viewer; a look costs one system call per rung. */
const POLL_MS = 20;

/**
 * Yields each segment once it is whole, in order within its rung (FFmpeg renames it when it closes),
 * until the run has ended and all it left was yielded. A run that fails makes this throw its error
 * after the segments that it did close.
 * @param run the promise of the FFmpeg run that writes the segments
 */
export async function* watchSegments(
  target: WatchTarget,
  run: Promise<unknown>,
): AsyncGenerator<ClosedSegment, void> {
  const nextNumbers = new Map(target.rungs.map((rung) => [rung, target.firstSegment]));
  let hasEnded = false;
  const ended = run
    .then(
      () => undefined,
      () => undefined,
    )
    .then(() => {
      hasEnded = true;
    });
  for (;;) {
    // Read before looking: what closes between the look and the end is found by one more look.
    const isLastLook = hasEnded;
    for (const [rung, first] of nextNumbers) {
      let number = first;
      for (;;) {
        const path = `${target.directory}/${rung}/${number}.m4s`;
        if (!(await exists(path))) break;
        yield { rung, number, path, initPath: `${target.directory}/${rung}/init.mp4` };
        number++;
        nextNumbers.set(rung, number);
      }
    }
    if (isLastLook) break;
    await Promise.race([ended, delay(POLL_MS)]);
  }
  await run;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
