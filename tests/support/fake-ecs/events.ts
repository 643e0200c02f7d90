/** What EventBridge sends of a task's changes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
import { randomUUID } from 'node:crypto';
import type { FakeTask } from './task.ts';

/** The document as the bridge puts it on `ecs.events`, with more in it than we read. */
export function taskStateChange(task: FakeTask, id: string = randomUUID()): string {
  return JSON.stringify({
    version: '0',
    id,
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    account: '111122223333',
    time: new Date().toISOString(),
    region: 'eu-west-1',
    resources: [task.taskArn],
    detail: {
      ...task,
      attachments: [{ id: randomUUID(), type: 'eni', status: 'ATTACHED', details: [] }],
      cpu: '4096',
      memory: '8192',
      connectivity: 'CONNECTED',
      group: 'family:transcoder',
      launchType: 'FARGATE',
      platformVersion: '1.4.0',
      containers: task.containers.map((container) => ({ ...container, networkInterfaces: [] })),
    },
  });
}

/** Another kind of event of the same source, which the topic may carry as well. */
export const serviceAction = (): string =>
  JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'ECS Service Action',
    source: 'aws.ecs',
    detail: { eventType: 'INFO', eventName: 'SERVICE_STEADY_STATE' },
  });
