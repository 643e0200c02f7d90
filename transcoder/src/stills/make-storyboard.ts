import { appendFile, writeFile } from 'node:fs/promises';
import { storyboardKey } from '../../../src/lib/domain/object-keys.ts';
import { type Storyboard, sheetCountOf } from '../../../src/lib/domain/storyboard.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { buildStoryboardArgs } from '../ffmpeg/storyboard-args.ts';
import type { TaskContext } from '../tasks/task-context.ts';

/** Reads this many segments at a time. */
const READS_AT_ONCE = 8;
/** A segment of the lowest rung is a hundredth of this. */
const MAX_SEGMENT_BYTES = 32 * 1024 * 1024;

/**
 * Makes the storyboard from segments of the lowest rung that are stored already: upright, tone-mapped,
 * with keyframes at known places. The source is not read again, however long it is.
 */
export async function makeStoryboard(
  task: LeasedTaskOf<'stills'>,
  context: TaskContext,
): Promise<Storyboard | null> {
  if (!task.storyboard) return null;
  const { layout, initKey, segmentKeys } = task.storyboard;
  const read = (key: string) =>
    context.store.readSmall(task.mediaBucket, key, MAX_SEGMENT_BYTES, context.tools.signal);
  const inputPath = `${context.directory}/storyboard.mp4`;
  await writeFile(inputPath, await read(initKey));
  for (let first = 0; first < segmentKeys.length; first += READS_AT_ONCE) {
    for (const bytes of await Promise.all(segmentKeys.slice(first, first + READS_AT_ONCE).map(read))) {
      await appendFile(inputPath, bytes);
    }
  }
  const sheetPath = (sheet: number | '%d') => `${context.directory}/sheet-${sheet}.jpg`;
  await runFfmpeg(buildStoryboardArgs(layout, inputPath, sheetPath('%d')), context.tools);
  const sheets = Array.from({ length: sheetCountOf(layout) }, (_, sheet) => sheet);
  const sheetKeys = await Promise.all(
    sheets.map(async (sheet) => {
      const key = storyboardKey(task.videoId, sheet, task.epoch);
      await context.store.writeOnce(task.mediaBucket, key, { path: sheetPath(sheet) }, 'image/jpeg');
      return key;
    }),
  );
  return { ...layout, sheetKeys };
}
