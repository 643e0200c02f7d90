import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { sampleRungs } from './sample-rungs.ts';
import type { TaskContext, TaskResult } from './task-context.ts';
import { tryCopy } from './try-copy.ts';

/** Finds out what the rungs above the lowest are to be: what each costs here, and whether one is there already. */
export async function runContent(task: LeasedTaskOf<'content'>, context: TaskContext): Promise<TaskResult> {
  const { content } = task.plan;
  const copy = content?.copy ? await tryCopy(task, context, content.copy) : null;
  const rungs = content?.size ? await sampleRungs(task, context) : [];
  return { kind: 'content', content: { rungs: [...rungs], copy } };
}
