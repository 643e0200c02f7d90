import { describe, expect, it } from 'vitest';
import { composeEvent } from '#lib/domain/compose-event.ts';
import { topics } from '#lib/domain/events.ts';
import type { EventBus, Subscription } from '../ports/event-bus.ts';
import { createChangeHub, type VideoChange } from './hub.ts';

const videoId = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const otherId = '01KAZX5V3H8T6W2M4N9QRS7BCF';
const ownerId = '01KAZX5V3H8T6W2M4N9QRS7BCE';

async function setUp() {
  const subscriptions: Subscription[] = [];
  const bus: EventBus = {
    publish: () => Promise.resolve(),
    subscribe: async (subscription) => void subscriptions.push(subscription),
    check: () => Promise.resolve(),
    lagOf: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
  const hub = createChangeHub();
  await hub.connect(bus, 'a');
  const [subscription] = subscriptions;
  if (!subscription) throw new Error('the hub subscribes');
  const receive = (value: string) =>
    subscription.handle({ topic: topics.changes, partition: 0, offset: '0', key: '', value }, () =>
      Promise.resolve(),
    );
  const tell = (id: string, version: number) =>
    receive(
      JSON.stringify(composeEvent(id, new Date(0), 'video.changed', { videoId: id, ownerId, version })),
    );
  return { hub, subscription, receive, tell, bus };
}

async function take(changes: AsyncIterable<VideoChange | 'missed'>, count: number) {
  const taken: (VideoChange | 'missed')[] = [];
  for await (const change of changes) if (taken.push(change) === count) break;
  return taken;
}

const anything = () => true;
const changed = (id: string, version: number): VideoChange => ({
  videoId: id,
  ownerId,
  version,
  at: new Date(0),
});

describe('the fan-out of changes in one replica', () => {
  it('reads the whole topic in a group of its own, from now on', async () => {
    const { subscription } = await setUp();
    expect(subscription).toMatchObject({ topic: 'video.changes', group: 'web-a', from: 'latest' });
  });

  it('tells everyone who listens, and only what passes their filter', async () => {
    const { hub, tell } = await setUp();
    const { signal } = new AbortController();
    const all = hub.listen(anything, signal);
    const one = hub.listen((change) => change.videoId === otherId, signal);
    await tell(videoId, 2);
    await tell(otherId, 5);
    expect(await take(all, 2)).toEqual([changed(videoId, 2), changed(otherId, 5)]);
    expect(await take(one, 1)).toEqual([changed(otherId, 5)]);
  });

  it('misses nothing between listening and the first read', async () => {
    const { hub, tell } = await setUp();
    const changes = hub.listen(anything, new AbortController().signal);
    await tell(videoId, 2);
    expect(await take(changes, 1)).toMatchObject([{ version: 2 }]);
  });

  it('tells a slow reader several changes of one video as the newest one', async () => {
    const { hub, tell } = await setUp();
    const changes = hub.listen(anything, new AbortController().signal);
    for (const version of [2, 3, 4]) await tell(videoId, version);
    await tell(otherId, 9);
    expect(await take(changes, 2)).toMatchObject([{ version: 4 }, { version: 9 }]);
  });

  it('tells whoever listens already that changes went by before the topic was joined', async () => {
    const { hub, bus } = await setUp();
    const changes = hub.listen(() => false, new AbortController().signal);
    await hub.connect(bus, 'b');
    expect(await take(changes, 1)).toEqual(['missed']);
  });

  it('ends when the reader leaves, also one that waits', async () => {
    const { hub } = await setUp();
    const leaving = new AbortController();
    const waiting = take(hub.listen(anything, leaving.signal), 1);
    leaving.abort();
    expect(await waiting).toEqual([]);
  });

  it.each(['', '{', '{"type":"video.changed"}'])(
    'is not stopped by a message that can not be read (%j)',
    async (value) => {
      const { hub, receive, tell } = await setUp();
      const changes = hub.listen(anything, new AbortController().signal);
      await receive(value);
      await tell(videoId, 2);
      expect(await take(changes, 1)).toMatchObject([{ version: 2 }]);
    },
  );
});
