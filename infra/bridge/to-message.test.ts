import { expect, it } from 'vitest';
import { parseEcsTaskChange } from '../../src/lib/domain/ecs-event.ts';
import { parseObjectCreated } from '../../src/lib/domain/s3-event.ts';
import { objectCreatedEvent, taskStoppedEvent } from './testing/aws-events.ts';
import { toMessage } from './to-message.ts';

it.each(['01KAZX5V3H8T6W2M4N9QRS7BCD/source', 'a b+c/ü&=.mp4'])('S3’s event of %s is read as sent', (key) => {
  const message = toMessage(objectCreatedEvent({ bucket: 'sluice-source', key, size: 9, etag: 'abc-2' }));
  expect(message).toMatchObject({ topic: 's3.events', key });
  expect(parseObjectCreated(message.value)).toEqual([
    { bucket: 'sluice-source', key, sizeBytes: 9, etag: 'abc-2' },
  ]);
});

it('ECS’ event is read with the id by which the inbox knows it', () => {
  const event = taskStoppedEvent('arn:aws:ecs:eu-west-1:123456789012:task/sluice/1f2e');
  const message = toMessage(event);
  expect(message).toMatchObject({ topic: 'ecs.events', key: event.detail.taskArn });
  expect(parseEcsTaskChange(message.value)).toMatchObject({
    eventId: event.id,
    task: { taskArn: event.detail.taskArn, lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' },
  });
});

it.each([
  {},
  null,
  'x',
  { 'detail-type': 'Object Deleted', detail: {} },
  { 'detail-type': 'Object Created' },
])('%j is refused, so that it ends in the dead letters', (event) => {
  expect(() => toMessage(event)).toThrow();
});
