import { z } from 'zod';
import { ecsTask } from './ecs-task.ts';

/** What EventBridge sends for each change of a task: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
const taskStateChange = z.object({
  id: z.string().min(1),
  'detail-type': z.literal('ECS Task State Change'),
  detail: ecsTask.extend({
    /** Grows with each change of the task: an event of a lower one is late. */
    version: z.int().nonnegative(),
  }),
});

export interface EcsTaskChange {
  readonly eventId: string;
  readonly task: z.infer<typeof taskStateChange>['detail'];
}

/**
 * Reads one message of `ecs.events`. Events of another kind (ECS tells of services and instances too) are null.
 * @throws a ZodError or SyntaxError that names what is off
 */
export function parseEcsTaskChange(json: string): EcsTaskChange | null {
  const event = z.looseObject({ 'detail-type': z.string() }).parse(JSON.parse(json));
  if (event['detail-type'] !== 'ECS Task State Change') return null;
  const { id, detail } = taskStateChange.parse(event);
  return { eventId: id, task: detail };
}
