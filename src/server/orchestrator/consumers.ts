import { parseEcsTaskChange } from '#lib/domain/ecs-event.ts';
import { type EventData, parseEvent, type Topic, topics } from '#lib/domain/events.ts';
import { videoIdOfSourceKey } from '#lib/domain/object-keys.ts';
import { parseObjectCreated } from '#lib/domain/s3-event.ts';
import { endSpan, startMessageSpan } from '#lib/tracing/video-span.ts';
import type { Database } from '../db/client.ts';
import { type Backoff, handleSafely } from '../inbox/handle-safely.ts';
import { inboxIdOf, processOnce } from '../inbox/once.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus, ReceivedMessage } from '../ports/event-bus.ts';
import { applyEcsChange } from '../transcodes/apply-ecs-change.ts';
import { applyFact, applyProgress } from '../transcodes/apply-fact.ts';
import { enqueueProbe } from '../transcodes/enqueue.ts';
import type { PlanPolicy } from '../transcodes/plan-policy.ts';
import { acceptSource } from '../uploads/source-arrival.ts';
import { groupOf, ORCHESTRATOR_GROUP } from './consumer-groups.ts';

export interface ConsumerParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly sourceBucket: string;
  readonly planPolicy: PlanPolicy;
  readonly signal: AbortSignal;
  /** Called after each message: what it changed may have left messages to be sent. */
  readonly onHandled?: () => void;
  /** Between two tries of a message; by the wall clock unless said otherwise. */
  readonly backoff?: Backoff;
}

/** Progress of one video is told at most this often. */
const PROGRESS_STEP_MS = 1_000;

/** Joins all topics that the orchestrator works on. Handlers write to MySQL and return; nothing slow happens here. */
export async function startConsumers(parts: ConsumerParts): Promise<void> {
  const { db, clock, bus, metrics, sourceBucket, planPolicy } = parts;
  const subscribe = (topic: Topic, handle: (message: ReceivedMessage) => Promise<void>) => {
    const safely = handleSafely({ ...parts, topic, countDeadLetter: metrics.countDeadLetter }, handle);
    return bus.subscribe({
      topic,
      group: groupOf(topic),
      from: 'earliest',
      async handle(message, heartbeat) {
        const end = metrics.timeMessage(topic);
        const span = startMessageSpan(message.value, `handle ${topic}`);
        await safely(message, heartbeat);
        parts.onHandled?.();
        endSpan(span);
        end();
      },
    });
  };

  const tellProgress = createProgressTeller(parts);

  await Promise.all([
    subscribe(topics.uploads, async (message) => {
      const event = parseEvent(message.value);
      if (event.type !== 'video.uploaded') return;
      await processOnce(db, clock, ORCHESTRATOR_GROUP, event.id, (tx) =>
        enqueueProbe(tx, clock, event.data.videoId),
      );
    }),

    subscribe(topics.transcodes, async (message) => {
      const event = parseEvent(message.value);
      if (event.type === 'task.progress') return tellProgress(event.data);
      const effects = await processOnce(db, clock, ORCHESTRATOR_GROUP, event.id, (tx) =>
        applyFact(tx, clock, event, planPolicy),
      );
      for (const effect of effects ?? []) metrics.countEffect(effect);
    }),

    subscribe(topics.s3, async (message) => {
      for (const created of parseObjectCreated(message.value)) {
        const videoId = created.bucket === sourceBucket ? videoIdOfSourceKey(created.key) : undefined;
        if (videoId) await acceptSource({ db, clock, sourceBucket }, { ...created, videoId });
      }
    }),

    subscribe(topics.ecs, async (message) => {
      const change = parseEcsTaskChange(message.value);
      if (!change) return;
      await processOnce(db, clock, ORCHESTRATOR_GROUP, inboxIdOf(change.eventId), (tx) =>
        applyEcsChange(tx, clock, change),
      );
    }),
  ]);
}

/** Keeps the newest progress in MySQL and nudges the pages, at most once a second a video. */
function createProgressTeller({ db, clock, metrics }: ConsumerParts) {
  const toldAt = new Map<string, number>();
  return async (fact: EventData<'task.progress'>): Promise<void> => {
    if (!(await applyProgress(db, fact))) return;
    if (fact.speed > 0) metrics.observeSpeed(fact.speed);
    const now = clock.now().getTime();
    if (now - (toldAt.get(fact.videoId) ?? 0) < PROGRESS_STEP_MS) return;
    toldAt.delete(fact.videoId);
    toldAt.set(fact.videoId, now);
    // The oldest entries go: losing one costs a nudge too many, never one too few.
    if (toldAt.size > 1_000) toldAt.delete(toldAt.keys().next().value ?? '');
    await db.transaction((tx) => recordVideoChange(tx, clock, fact.videoId));
  };
}
