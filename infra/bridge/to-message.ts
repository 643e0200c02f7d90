import { z } from 'zod';
import { topics } from '../../src/lib/domain/events.ts';

/** One message for Kafka. */
export interface BridgeMessage {
  readonly topic: string;
  /** Of one object or one task all events keep their order. */
  readonly key: string;
  readonly value: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const objectCreated = z.object({
  'detail-type': z.literal('Object Created'),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), size: z.number(), etag: z.string() }),
    reason: z.string().optional(),
  }),
});

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html: travels on as it is. */
const taskChanged = z.looseObject({
  'detail-type': z.literal('ECS Task State Change'),
  detail: z.looseObject({ taskArn: z.string() }),
});

const bridged = z.discriminatedUnion('detail-type', [objectCreated, taskChanged]);

/**
 * What EventBridge says, as the orchestrator reads it. S3's event takes the form that S3 itself sends to queues and
 * versitygw to Kafka: the orchestrator knows one form, wherever it runs. There keys are form-encoded, here they are not.
 * @throws a ZodError that names what is off; EventBridge then tries again, and keeps the event in the dead letters
 */
export function toMessage(event: unknown): BridgeMessage {
  const told = bridged.parse(event);
  if (told['detail-type'] === 'ECS Task State Change') {
    return { topic: topics.ecs, key: told.detail.taskArn, value: JSON.stringify(told) };
  }
  const { bucket, object, reason = 'Put' } = told.detail;
  const { key, size, etag } = object;
  const encoded = encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
  const record = {
    eventSource: 'aws:s3',
    eventName: `ObjectCreated:${reason}`,
    s3: { bucket: { name: bucket.name }, object: { key: encoded, size, eTag: etag } },
  };
  return { topic: topics.s3, key, value: JSON.stringify({ Records: [record] }) };
}
