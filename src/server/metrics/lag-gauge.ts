import type { ConsumerGroup, EventBus } from '../ports/event-bus.ts';
import type { GaugeSource } from './registry.ts';

/** How far the orchestrator's consumers are behind, over all replicas; nothing while no broker answers. */
export function lagGauge(bus: Pick<EventBus, 'lagOf'>, groups: readonly ConsumerGroup[]): GaugeSource {
  return {
    name: 'sluice_consumer_lag_messages',
    help: 'Messages of a topic that its consumer group has not finished yet',
    labelNames: ['group', 'topic'],
    async read() {
      const lags = await bus.lagOf(groups);
      return lags.map(({ group, topic, lag }) => ({ labels: { group, topic }, value: lag }));
    },
  };
}
