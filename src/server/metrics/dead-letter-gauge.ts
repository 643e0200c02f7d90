import { deadLetterTopic, type Topic, topics } from '#lib/domain/events.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { GaugeSource } from './registry.ts';

/** A group that never reads: all that a topic holds is before it. */
const NOBODY = 'sluice-nobody';

export interface DeadLetterGaugeParts {
  readonly bus: Pick<EventBus, 'lagOf'>;
  /** Reads a whole dead-letter topic: how many letters nobody has dealt with. */
  readonly countOpen: (topic: Topic) => Promise<number>;
}

/** How many messages wait for a person. A topic is read again only when something was added to it. */
export function deadLetterGauge({ bus, countOpen }: DeadLetterGaugeParts): GaugeSource {
  const known = new Map<Topic, { readonly size: number; readonly open: number }>();

  async function openOf(topic: Topic): Promise<number> {
    const [held] = await bus.lagOf([{ group: NOBODY, topic: deadLetterTopic(topic) }]);
    const size = held?.lag ?? 0;
    const before = known.get(topic);
    if (before?.size === size) return before.open;
    const open = size === 0 ? 0 : await countOpen(topic);
    known.set(topic, { size, open });
    return open;
  }

  return {
    name: 'sluice_dead_letters_open_messages',
    help: 'Messages that could not be handled and that nobody has put back or given up',
    labelNames: ['topic'],
    async read() {
      const figures: { labels: { topic: Topic }; value: number }[] = [];
      for (const topic of Object.values(topics))
        figures.push({ labels: { topic }, value: await openOf(topic) });
      return figures;
    },
  };
}
