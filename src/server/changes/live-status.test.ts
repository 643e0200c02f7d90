import { expect, it, vi } from 'vitest';
import { composeEvent } from '#lib/domain/compose-event.ts';
import type { MaybeViewer, Viewer } from '../accounts/viewer.ts';
import type { EventBus, Subscription } from '../ports/event-bus.ts';
import type { StatusDto } from '../videos/status-dto.ts';
import { sampleOwnerId, sampleStatus } from '../videos/testing/sample-video.ts';
import { createChangeHub } from './hub.ts';
import { createLiveStatusService } from './live-status.ts';

const videoId = '01KAZX5V3H8T6W2M4N9QRS7BCD';
const otherId = '01KAZX5V3H8T6W2M4N9QRS7BCF';
const owner: Viewer = {
  userId: sampleOwnerId,
  sessionId: 's',
  email: 'a@example.test',
  name: 'Ada',
  role: 'user',
};

async function setUp() {
  const subscriptions: Subscription[] = [];
  const bus = {
    subscribe: async (subscription: Subscription) => void subscriptions.push(subscription),
  } as unknown as EventBus;
  const hub = createChangeHub();
  await hub.connect(bus, 'a');
  let version = 3;
  const read = vi.fn(() => sampleStatus({ version }));
  /** As the real one: one reading for all who ask of it, and each is judged. */
  const look = vi.fn(() => {
    const found = read();
    return async (viewer: MaybeViewer) => (viewer === owner ? found : undefined);
  });
  const isStillIn = vi.fn(async () => true);
  const live = createLiveStatusService({
    hub,
    isStillIn,
    status: { look, statusOf: async () => read(), recentOf: async () => [read()] },
  });
  async function change(id = videoId, ownerId = sampleOwnerId): Promise<void> {
    version += 1;
    const event = composeEvent(videoId, new Date(0), 'video.changed', { videoId: id, ownerId, version });
    const value = JSON.stringify(event);
    const message = { topic: 'video.changes', partition: 0, offset: '0', key: id, value };
    await subscriptions[0]?.handle(message, async () => undefined);
  }
  const leaving = new AbortController();
  const listen = (viewer: MaybeViewer, wish: { mine: boolean; ids: readonly string[] }) => {
    const stream = live.ofWish(viewer, wish, leaving.signal);
    return { next: async (): Promise<StatusDto | undefined> => (await stream.next()).value ?? undefined };
  };
  return { live, look, isStillIn, change, listen, leave: () => leaving.abort() };
}

it('a thousand readers of one change share one look at its video', async () => {
  const { look, change, listen } = await setUp();
  const readers = Array.from({ length: 1_000 }, () => listen(owner, { mine: true, ids: [] }));
  await Promise.all(readers.map((reader) => reader.next()));
  const heard = readers.map((reader) => reader.next());
  // They listen once they have asked for the next word.
  await Promise.resolve();
  look.mockClear();
  await change();
  expect((await Promise.all(heard)).map((status) => status?.version)).toEqual(readers.map(() => 4));
  expect(look).toHaveBeenCalledOnce();
});

it('the next change is looked at anew', async () => {
  const { look, change, listen } = await setUp();
  const reader = listen(owner, { mine: true, ids: [] });
  await reader.next();
  look.mockClear();
  await change();
  expect((await reader.next())?.version).toBe(4);
  await change();
  expect((await reader.next())?.version).toBe(5);
  expect(look).toHaveBeenCalledTimes(2);
});

it('tells of what is wished alone: one’s own, and the videos that were named', async () => {
  const { change, listen, leave } = await setUp();
  const mine = listen(owner, { mine: true, ids: [] });
  const named = listen(owner, { mine: false, ids: [otherId] });
  await Promise.all([mine.next(), named.next()]);
  await change(otherId, '01KAZX5V3H8T6W2M4N9QRS7BCG');
  await change(videoId);
  expect((await mine.next())?.version).toBe(5);
  expect((await named.next())?.version).toBeDefined();
  const more = named.next();
  leave();
  expect(await more).toBeUndefined();
});

it('nothing is told of what one may not see', async () => {
  const { change, listen, leave } = await setUp();
  const stranger = listen(null, { mine: false, ids: [videoId] });
  const first = stranger.next();
  await change();
  leave();
  expect(await first).toBeUndefined();
});

it('one’s own is for who is signed in', async () => {
  const { listen } = await setUp();
  await expect(listen(null, { mine: true, ids: [] }).next()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

it('ends as soon as the session has ended', async () => {
  const { isStillIn, change, listen } = await setUp();
  const reader = listen(owner, { mine: true, ids: [] });
  await reader.next();
  isStillIn.mockResolvedValue(false);
  await change();
  expect(await reader.next()).toBeUndefined();
});
