import { type Topic, topics } from '#lib/domain/events.ts';
import type { Settlement } from '../webhooks/settle-delivery.ts';
import { createRegistry } from './registry.ts';
import { type SweptKind, sweptKinds } from './swept-kinds.ts';
import { createWorkMetrics } from './work-metrics.ts';

export type Metrics = ReturnType<typeof createMetrics>;

const messageBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10];

/** What the orchestrator counts. */
export function createMetrics() {
  const registry = createRegistry();
  const { counter, histogram } = registry;
  const swept = counter('sluice_swept_total', 'What the sweeper has mended, by kind', ['kind']);
  // A kind that never happened reads 0, not nothing: an alarm on its increase works from the start.
  for (const kind of sweptKinds) swept.inc({ kind }, 0);
  const sweepFailures = counter(
    'sluice_sweep_failures_total',
    'Turns of a broom that failed; it tries again',
    ['broom'],
  );
  const turnFailures = counter(
    'sluice_loop_failures_total',
    'Turns of a loop of the orchestrator that failed; it tries again',
    ['loop'],
  );
  const deadLetters = counter('sluice_dead_letters_total', 'Messages moved to a dead-letter topic', [
    'topic',
  ]);
  for (const topic of Object.values(topics)) deadLetters.inc({ topic }, 0);
  const deliveries = counter(
    'sluice_webhook_attempts_total',
    'Attempts to deliver a webhook, by what became of them',
    ['outcome'],
  );
  const messages = histogram(
    'sluice_message_duration_seconds',
    'Handling one message of a topic, its tries and the pauses between them included',
    messageBuckets,
    ['topic'],
  );
  return {
    ...registry,
    ...createWorkMetrics(registry),
    countSwept: (kind: SweptKind, amount: number) => swept.inc({ kind }, amount),
    countSweepFailure: (broom: string) => sweepFailures.inc({ broom }),
    countTurnFailure: (loop: string) => turnFailures.inc({ loop }),
    countDeadLetter: (topic: string) => deadLetters.inc({ topic }),
    countDelivery: (outcome: Settlement) => deliveries.inc({ outcome }),
    /** Starts the clock of one message; call what it answers when the message has been handled. */
    timeMessage: (topic: Topic) => messages.startTimer({ topic }),
  };
}
