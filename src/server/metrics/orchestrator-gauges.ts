import type { Database } from '../db/client.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConsumerGroup, EventBus } from '../ports/event-bus.ts';
import { type DeadLetterGaugeParts, deadLetterGauge } from './dead-letter-gauge.ts';
import { lagGauge } from './lag-gauge.ts';
import { outboxGauges } from './outbox-gauges.ts';
import { queueGauges } from './queue-gauges.ts';
import type { GaugeSource } from './registry.ts';
import { workerGauges } from './worker-gauges.ts';

/** All that the orchestrator reads at a scrape; what of it a store can not tell is left out. */
export function orchestratorGauges(parts: {
  readonly db: Database;
  readonly clock: Clock;
  readonly bus: Pick<EventBus, 'lagOf'>;
  /** Whose lag matters. */
  readonly groups: readonly ConsumerGroup[];
  readonly countOpen: DeadLetterGaugeParts['countOpen'];
}): readonly GaugeSource[] {
  return [
    ...queueGauges(parts),
    ...outboxGauges(parts),
    ...workerGauges(parts),
    lagGauge(parts.bus, parts.groups),
    deadLetterGauge(parts),
  ];
}
