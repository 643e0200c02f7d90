import { eq } from 'drizzle-orm';
import type { EventData } from '#lib/domain/events.ts';
import { gridSeconds } from '#lib/domain/grid.ts';
import { type Plan, plan } from '#lib/domain/plan.ts';
import type { SourceFacts } from '#lib/domain/source-facts.ts';
import type { Transaction } from '../db/client.ts';
import { type TaskRow, tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';

type Result = EventData<'task.succeeded'>['result'];

/** What a finished task leaves behind, by its kind. */
export async function applyResult(
  tx: Transaction,
  clock: Clock,
  task: TaskRow,
  result: Result,
): Promise<void> {
  const video = eq(videos.id, task.videoId);
  switch (result.kind) {
    case 'probe':
      return storePlan(tx, clock, task.videoId, result.facts);
    case 'encode':
      return;
    case 'audio':
      await tx.update(videos).set({ audioSegmentCount: result.segmentCount }).where(video);
      return;
    case 'stills':
      await tx.update(videos).set({ thumbnailKey: result.thumbnailKey }).where(video);
      return;
  }
}

async function storePlan(tx: Transaction, clock: Clock, videoId: string, facts: SourceFacts): Promise<void> {
  const planned = plan(facts);
  const durationMs = Math.round(gridSeconds(planned.grid) * 1000);
  await tx.update(videos).set({ facts, plan: planned, durationMs }).where(eq(videos.id, videoId));
  await tx
    .insert(tasks)
    .ignore()
    .values(planned.tasks.map((task) => toRow(clock, videoId, task)));
}

function toRow(clock: Clock, videoId: string, task: Plan['tasks'][number]) {
  const isEncode = task.kind === 'encode';
  return {
    id: clock.newId(),
    videoId,
    kind: task.kind,
    rungs: isEncode ? task.rungs.join(',') : '',
    firstSegment: isEncode ? task.firstSegment : 0,
    segmentCount: isEncode ? task.segmentCount : 0,
    priority: task.priority,
    weight: task.weight,
    errors: [],
    createdAt: clock.now(),
  };
}
