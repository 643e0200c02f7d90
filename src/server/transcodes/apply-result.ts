import { and, eq } from 'drizzle-orm';
import { capacityOf } from '#lib/domain/capacity.ts';
import type { ContentFacts } from '#lib/domain/content-facts.ts';
import type { EventData } from '#lib/domain/events.ts';
import { gridSeconds } from '#lib/domain/grid.ts';
import { type Plan, type PlannedTask, plan, planWeight, revisePlan } from '#lib/domain/plan.ts';
import type { SourceFacts } from '#lib/domain/source-facts.ts';
import type { Transaction } from '../db/client.ts';
import { type TaskRow, tasks } from '../db/schema/tasks.ts';
import { videos } from '../db/schema/videos.ts';
import type { Clock } from '../ports/clock.ts';
import { estimateCost } from './cost-estimate.ts';
import { type PlanPolicy, settingsFor } from './plan-policy.ts';
import { applyVerification } from './verification.ts';

type Result = EventData<'task.succeeded'>['result'];

/** What a finished task leaves behind, by its kind. */
export async function applyResult(
  tx: Transaction,
  clock: Clock,
  task: TaskRow,
  result: Result,
  policy: PlanPolicy,
): Promise<void> {
  const video = eq(videos.id, task.videoId);
  switch (result.kind) {
    case 'probe':
      return storePlan(tx, clock, task, result.facts, policy);
    case 'content':
      return storeRevision(tx, clock, task, result.content, policy);
    case 'encode':
      return;
    case 'audio':
      await tx.update(videos).set({ audioSegmentCount: result.segmentCount }).where(video);
      return;
    case 'verify':
      return applyVerification(tx, clock, task, result.faults);
    case 'stills':
      await tx
        .update(videos)
        .set({ stillKeys: result.candidateKeys, storyboard: result.storyboard })
        .where(video);
      // What the owner chose stays, however often stills are taken.
      await tx
        .update(videos)
        .set({ thumbnailKey: result.thumbnailKey })
        .where(and(video, eq(videos.thumbnailChosen, false)));
      return;
    case 'thumbnail':
      await tx.update(videos).set({ thumbnailKey: result.thumbnailKey, thumbnailChosen: true }).where(video);
      return;
  }
}

async function storePlan(
  tx: Transaction,
  clock: Clock,
  task: TaskRow,
  facts: SourceFacts,
  policy: PlanPolicy,
): Promise<void> {
  const planned = plan(facts, settingsFor(policy, task.videoId, facts.sizeBytes));
  const durationMs = Math.round(gridSeconds(planned.grid) * 1000);
  const plannedWeight = planWeight(planned, policy.segmentsPerChunk);
  const costEstimate = await estimateCost(tx, planned, plannedWeight);
  await tx
    .update(videos)
    .set({ facts, plan: planned, plannedWeight, costEstimate, durationMs })
    .where(eq(videos.id, task.videoId));
  await insertTasks(tx, clock, task, { ...planned, tasks: planned.tasks.filter(isReleased) });
}

/** The plan's second revision. A plan that was revised before stays as it is. */
async function storeRevision(
  tx: Transaction,
  clock: Clock,
  task: TaskRow,
  content: ContentFacts,
  { segmentsPerChunk }: PlanPolicy,
): Promise<void> {
  const [video] = await tx.select({ plan: videos.plan }).from(videos).where(eq(videos.id, task.videoId));
  if (!video?.plan?.content) return;
  const revised: Plan = revisePlan(video.plan, content, segmentsPerChunk);
  const plannedWeight = planWeight(revised);
  const costEstimate = await estimateCost(tx, revised, plannedWeight);
  await tx
    .update(videos)
    .set({ plan: revised, plannedWeight, costEstimate })
    .where(eq(videos.id, task.videoId));
  await insertTasks(tx, clock, task, { ...revised, tasks: revised.tasks.filter(isReleased) });
}

/** All but the stills, which follow when the lowest rung stands: see `stills-release.ts`. */
export function isReleased({ kind }: PlannedTask): boolean {
  return kind !== 'stills';
}

/** Tasks that are there already stay: their unique index ignores a second insert. */
export async function insertTasks(
  tx: Transaction,
  clock: Clock,
  { videoId, ownerId }: Pick<TaskRow, 'videoId' | 'ownerId'>,
  planned: Pick<Plan, 'profile' | 'tasks'>,
): Promise<void> {
  await tx
    .insert(tasks)
    .ignore()
    .values(
      planned.tasks.map((task) => ({
        ...toRow(clock, task),
        capacity: capacityOf(planned, task),
        videoId,
        ownerId,
      })),
    );
}

function toRow(clock: Clock, task: PlannedTask) {
  const isEncode = task.kind === 'encode';
  return {
    id: clock.newId(),
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
