import { expect, it, vi } from 'vitest';
import { topics } from '#lib/domain/events.ts';
import type { ConsumerGroup } from '../ports/event-bus.ts';
import { deadLetterGauge } from './dead-letter-gauge.ts';

function setUp() {
  const held = new Map<string, number>();
  const lagOf = async (groups: readonly ConsumerGroup[]) =>
    groups.map((group) => ({ ...group, lag: held.get(group.topic) ?? 0, partitions: [] }));
  const countOpen = vi.fn(async () => 2);
  return { held, countOpen, gauge: deadLetterGauge({ bus: { lagOf }, countOpen }) };
}

it('tells for each topic how many letters are open, without reading those that hold none', async () => {
  const { held, countOpen, gauge } = setUp();
  held.set('video.uploads.dlq', 3);
  const figures = await gauge.read();
  expect(figures).toHaveLength(Object.values(topics).length);
  expect(figures).toContainEqual({ labels: { topic: 'video.uploads' }, value: 2 });
  expect(figures).toContainEqual({ labels: { topic: 's3.events' }, value: 0 });
  expect(countOpen).toHaveBeenCalledExactlyOnceWith('video.uploads');
});

it('reads a topic again only when something was added to it', async () => {
  const { held, countOpen, gauge } = setUp();
  held.set('video.uploads.dlq', 3);
  await gauge.read();
  await gauge.read();
  expect(countOpen).toHaveBeenCalledTimes(1);
  // A letter that is put back is a message more.
  held.set('video.uploads.dlq', 4);
  await gauge.read();
  expect(countOpen).toHaveBeenCalledTimes(2);
});
