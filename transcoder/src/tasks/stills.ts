import { gridSeconds } from '../../../src/lib/domain/grid.ts';
import { thumbnailKey } from '../../../src/lib/domain/object-keys.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';
import { buildStillArgs } from '../ffmpeg/still-args.ts';
import { demuxerOf, type TaskContext, type TaskResult } from './task-context.ts';

/** Takes the thumbnail. */
export async function runStills(task: LeasedTaskOf<'stills'>, context: TaskContext): Promise<TaskResult> {
  const { video } = task.facts;
  const outputPath = `${context.directory}/thumbnail.jpg`;
  const args = buildStillArgs({
    inputUrl: context.inputUrl,
    demuxer: demuxerOf(task),
    videoStartSeconds: video.startSeconds,
    durationSeconds: gridSeconds(task.plan.grid),
    color: { transfer: video.colorTransfer, space: video.colorSpace, height: video.height },
    width: video.width,
    height: video.height,
    outputPath,
    threads: context.threads,
  });
  await runFfmpeg(args, context.tools);
  const key = thumbnailKey(task.videoId, task.epoch);
  await context.store.writeOnce(task.mediaBucket, key, { path: outputPath }, 'image/jpeg');
  return { kind: 'stills', thumbnailKey: key };
}
