/** A thousand people look at a video whose state changes: how late each of them hears of it. */
import { setTimeout as delay } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { ulid } from 'ulid';
import { composeEvent } from '../../src/lib/domain/compose-event.ts';
import { topics } from '../../src/lib/domain/events.ts';
import { createKafkaEventBus } from '../../src/server/adapters/kafka-event-bus.ts';
import { videos } from '../../src/server/db/schema/videos.ts';
import { sampleVideo } from '../../src/server/videos/testing/sample-video.ts';
import { eventDelays } from '../figures/event-delays.ts';
import { percentile } from '../figures/statistics.ts';
import type { Bench, Section } from '../section.ts';
import type { BenchStack } from '../stack/bench-stack.ts';
import { openEventReaders } from '../stack/event-readers.ts';
import { type Person, registerPersonAt } from '../stack/person.ts';
import { waitUntilIdle } from '../stack/queue.ts';

const READERS = 1_000;
const EVENTS = 60;
/** As often as progress is told, at most: once a second a video. */
const EVERY_MS = 1_000;
/** For the last event to reach the last reader. */
const PATIENCE_MS = 5_000;
const TARGET_SECONDS = 0.25;
/** The first ones meet code that has never run. */
const WARM_UP = 5;

async function publishVideo({ db }: BenchStack, { userId }: Person): Promise<string> {
  const id = ulid();
  const open = { status: 'ready', visibility: 'public', moderation: 'approved' } as const;
  await db.insert(videos).values(sampleVideo({ id, ownerId: userId, version: 1, ...open }));
  return id;
}

/** Each as the relay sends one: the row first, then the word of it. @returns when each was sent, by version */
async function changeVideo(
  stack: BenchStack,
  { userId }: Person,
  videoId: string,
  count: number,
): Promise<ReadonlyMap<number, number>> {
  const bus = createKafkaEventBus({ brokers: stack.kafkaBrokers, clientId: 'bench', log: () => undefined });
  const sentAtMs = new Map<number, number>();
  try {
    for (let version = 2; version < count + 2; version++) {
      await stack.db.update(videos).set({ version }).where(eq(videos.id, videoId));
      const data = { videoId, ownerId: userId, version };
      const event = composeEvent(ulid(), new Date(), 'video.changed', data);
      // Before it is sent: Kafka's own commit is in the figure.
      if (version >= WARM_UP + 2) sentAtMs.set(version, performance.timeOrigin + performance.now());
      await bus.publish(topics.changes, [{ key: videoId, value: JSON.stringify(event) }]);
      await delay(EVERY_MS);
    }
  } finally {
    await bus.close();
  }
  return sentAtMs;
}

async function measure(bench: Bench): Promise<readonly number[]> {
  const stack = await bench.openStack();
  await waitUntilIdle(stack);
  const owner = await registerPersonAt(stack.url, 'Ada');
  const videoId = await publishVideo(stack, owner);
  const input = encodeURIComponent(JSON.stringify({ ids: [videoId] }));
  const readers = await openEventReaders(
    {
      url: `${stack.url}/api/trpc/videos.onChanges?input=${input}`,
      count: bench.quick ? 100 : READERS,
      token: owner.token,
    },
    bench.signal,
  );
  const sentAtMs = await changeVideo(stack, owner, videoId, WARM_UP + (bench.quick ? 5 : EVENTS));
  await delay(PATIENCE_MS, undefined, { signal: bench.signal });
  return eventDelays(sentAtMs, await readers.finish());
}

export const sse: Section = {
  name: 'sse',
  maxMinutes: 10,
  async run(bench) {
    const delays = await measure(bench);
    const missed = delays.filter((seconds) => !Number.isFinite(seconds)).length;
    const readers = bench.quick ? 100 : READERS;
    const note = `${readers} readers on the same cores, half of them signed in, ${delays.length / readers} events`;
    return [
      { name: 'event to reader, p50', value: percentile(delays, 0.5), unit: 's', note },
      {
        ...{ name: 'event to reader, p99', value: percentile(delays, 0.99), unit: 's', note },
        target: { atMost: TARGET_SECONDS },
      },
      { name: 'event to reader, slowest', value: Math.max(...delays), unit: 's', note },
      { name: 'events missed', value: missed, unit: 'count', target: { atMost: 0 } },
    ];
  },
};
