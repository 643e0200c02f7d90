import { gridSeconds } from '../../../src/lib/domain/grid.ts';
import { stillKey } from '../../../src/lib/domain/object-keys.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { colorOf } from '../ffmpeg/source-color.ts';
import { chooseStills } from '../stills/choose-stills.ts';
import { makeStoryboard } from '../stills/make-storyboard.ts';
import { planTakes } from '../stills/plan-takes.ts';
import { takeStills } from '../stills/take-stills.ts';
import { demuxerOf, isInterlaced, type TaskContext, type TaskResult } from './task-context.ts';

/** Takes pictures to choose the thumbnail from, the best one by itself, and the storyboard. */
export async function runStills(task: LeasedTaskOf<'stills'>, context: TaskContext): Promise<TaskResult> {
  const { video } = task.facts;
  const stills = await takeStills(
    {
      inputUrl: context.inputUrl,
      demuxer: demuxerOf(task.facts),
      color: colorOf(video),
      isInterlaced: isInterlaced(video),
      width: video.width,
      height: video.height,
      outputDirectory: context.directory,
    },
    planTakes({ ...video, durationSeconds: gridSeconds(task.plan.grid) }),
    context.tools,
  );
  const { best, kept } = chooseStills(stills.map(({ grey }) => grey));
  const keys = new Map(kept.map((index, number) => [index, stillKey(task.videoId, number, task.epoch)]));
  await Promise.all(
    [...keys].map(([index, key]) =>
      context.store.writeOnce(task.mediaBucket, key, { path: stills[index]?.path ?? '' }, 'image/jpeg'),
    ),
  );
  return {
    kind: 'stills',
    thumbnailKey: keys.get(best) ?? '',
    candidateKeys: [...keys.values()],
    storyboard: await makeStoryboard(task, context),
  };
}
