import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { probeSource } from '../ffmpeg/probe-source.ts';
import type { TaskContext, TaskResult } from './task-context.ts';

/** Finds out what the source is. What it is made into is decided elsewhere, by `plan()`. */
export async function runProbe(task: LeasedTaskOf<'probe'>, context: TaskContext): Promise<TaskResult> {
  const { sizeBytes } = task.source;
  const { tools } = context;
  const header = context.waitingProbe?.adopt(tools);
  const source = { url: context.inputUrl, sizeBytes, tools, ...(header && { header }) };
  const facts = await probeSource(source, (declared) => context.headStart.begin(task, declared));
  return { kind: 'probe', facts };
}
