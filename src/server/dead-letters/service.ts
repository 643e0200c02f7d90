import { type DeadLetter, type LetterEnding, parseDeadLetterEntry } from '#lib/domain/dead-letter.ts';
import { AppError } from '#lib/domain/errors.ts';
import { deadLetterTopic, type Topic, topics } from '#lib/domain/events.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { TopicReader } from '../ports/topic-reader.ts';

/** A dead letter that nobody has dealt with yet. */
export interface OpenLetter extends DeadLetter {
  /** `<topic>@<partition>:<offset>`, place and all of the letter in the dead-letter topic. */
  readonly id: string;
}

export type DeadLetterService = ReturnType<typeof createDeadLetterService>;

export interface DeadLetterParts {
  readonly bus: EventBus;
  readonly reader: TopicReader;
  readonly clock: Clock;
  /** Which topics' letters; all when absent. */
  readonly ofTopics?: readonly Topic[];
}

/** What an operator does with messages that could not be handled. Kafka is all the state there is. */
export function createDeadLetterService({ bus, reader, clock, ofTopics }: DeadLetterParts) {
  async function listOf(topic: Topic): Promise<readonly OpenLetter[]> {
    const dead = await reader.readAll(deadLetterTopic(topic));
    const entries = dead.map(({ partition, offset, value }) => ({
      place: `${partition}:${offset}`,
      entry: parseDeadLetterEntry(value),
    }));
    const ended = new Set(entries.flatMap(({ entry }) => (entry && 'ends' in entry ? [entry.ends] : [])));
    return entries.flatMap(({ place, entry }) =>
      entry && !('ends' in entry) && !ended.has(place) ? [{ id: `${topic}@${place}`, ...entry }] : [],
    );
  }

  async function list(): Promise<readonly OpenLetter[]> {
    const letters = await Promise.all((ofTopics ?? Object.values(topics)).map(listOf));
    return letters.flat();
  }

  /** @throws AppError NOT_FOUND */
  async function need(id: string): Promise<OpenLetter> {
    const letter = (await list()).find((open) => open.id === id);
    if (!letter) throw new AppError('NOT_FOUND', `There is no open dead letter "${id}".`);
    return letter;
  }

  async function end({ id, key, topic }: OpenLetter, ending: LetterEnding): Promise<void> {
    const ends = id.slice(id.lastIndexOf('@') + 1);
    const at = clock.now().toISOString();
    await bus.publish(`${topic}.dlq`, [{ key, value: JSON.stringify({ ends, ending, at }) }]);
  }

  return {
    /** All that is open, by topic, oldest first. */
    list,
    need,

    /** How many are open of one topic. */
    countOpen: async (topic: Topic): Promise<number> => (await listOf(topic)).length,

    /**
     * Puts a message back on its topic, as it came. A crash before the note of it leaves the letter open, and a
     * second replay has no second effect: the inbox knows the event by its id.
     */
    async replay(id: string): Promise<void> {
      const letter = await need(id);
      const { key, value, traceparent } = letter;
      await bus.publish(letter.topic, [{ key, value, ...(traceparent && { traceparent }) }]);
      await end(letter, 'replayed');
    },

    /** Nobody will handle it. It stays readable in Kafka for as long as that keeps it. */
    async discard(id: string): Promise<void> {
      await end(await need(id), 'discarded');
    },
  };
}
