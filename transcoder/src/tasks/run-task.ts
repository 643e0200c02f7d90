import type { LeasedTask } from '../../../src/lib/domain/worker-protocol.ts';
import { runAudio } from './audio.ts';
import { runContent } from './content.ts';
import { runEncode } from './encode.ts';
import { runProbe } from './probe.ts';
import { runStills } from './stills.ts';
import type { TaskContext, TaskResult } from './task-context.ts';
import { runThumbnail } from './thumbnail.ts';
import { runVerify } from './verify.ts';

export function runTask(task: LeasedTask, context: TaskContext): Promise<TaskResult> {
  switch (task.kind) {
    case 'probe':
      return runProbe(task, context);
    case 'encode':
      return runEncode(task, context);
    case 'audio':
      return runAudio(task, context);
    case 'verify':
      return runVerify(task, context);
    case 'content':
      return runContent(task, context);
    case 'stills':
      return runStills(task, context);
    case 'thumbnail':
      return runThumbnail(task, context);
  }
}
