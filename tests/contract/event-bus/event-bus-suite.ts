/** What every event bus must do: at least once, in order per key, fan-out by group. One file per adapter runs this. */
import { ulid } from 'ulid';
import { afterEach, describe, expect, it } from 'vitest';
import type { EventBus, Subscription } from '../../../src/server/ports/event-bus.ts';
import { waitFor } from '../../support/wait-for.ts';

export interface EventBusUnderTest {
  readonly name: string;
  open(): EventBus;
  /** A new topic of several partitions. */
  createTopic(): Promise<string>;
}

interface Seen {
  readonly key: string;
  readonly value: string;
}

export function describeEventBus({ name, open, createTopic }: EventBusUnderTest): void {
  describe(`the event bus on ${name}`, () => {
    const opened: EventBus[] = [];
    const join = () => {
      const bus = open();
      opened.push(bus);
      return bus;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((bus) => bus.close()));
    });

    /** Subscribes and answers what comes in. */
    async function collect(
      bus: EventBus,
      over: Pick<Subscription, 'topic'> & Partial<Subscription>,
    ): Promise<Seen[]> {
      const seen: Seen[] = [];
      await bus.subscribe({
        group: `contract-${ulid()}`,
        from: 'earliest',
        handle: async ({ key, value }) => void seen.push({ key, value }),
        ...over,
      });
      return seen;
    }

    it('keeps the order of each key, across calls', async () => {
      const [bus, topic] = [join(), await createTopic()];
      const keys = ['a', 'b', 'c', 'd', 'e'];
      for (let batch = 0; batch < 10; batch++) {
        const messages = [0, 1, 2].flatMap((index) =>
          keys.map((key) => ({ key, value: String(3 * batch + index) })),
        );
        await bus.publish(topic, messages);
      }
      const seen = await collect(bus, { topic });
      await waitFor('all messages', () => seen.length === 150);
      for (const key of keys) {
        const values = seen.filter((message) => message.key === key).map(({ value }) => Number(value));
        expect(values).toEqual(Array.from({ length: 30 }, (_, index) => index));
      }
    });

    it('carries text as it is, and says where it stood', async () => {
      const [bus, topic] = [join(), await createTopic()];
      const value = JSON.stringify({ title: 'Été „quoted“ 🎬\n' });
      await bus.publish(topic, [{ key: 'ключ', value }]);
      const seen: unknown[] = [];
      await collect(bus, { topic, handle: async (message) => void seen.push(message) });
      await waitFor('the message', () => seen.length > 0);
      expect(seen).toEqual([{ topic, partition: expect.any(Number), offset: '0', key: 'ключ', value }]);
    });

    it('gives every group all of it', async () => {
      const [bus, topic] = [join(), await createTopic()];
      const groups = await Promise.all([collect(bus, { topic }), collect(bus, { topic })]);
      await bus.publish(
        topic,
        ['1', '2', '3'].map((value) => ({ key: value, value })),
      );
      await waitFor('both groups to have all', () => groups.every((seen) => seen.length === 3));
      for (const seen of groups) expect(seen.map(({ value }) => value).sort()).toEqual(['1', '2', '3']);
    });

    it('begins at the start for a new group that asks for the earliest', async () => {
      const [bus, topic] = [join(), await createTopic()];
      await bus.publish(topic, [{ key: 'k', value: 'before anyone listened' }]);
      const seen = await collect(bus, { topic });
      await waitFor('the old message', () => seen.length === 1);
    });

    it('begins with what comes after joining for a new group that asks for the latest', async () => {
      const [bus, topic] = [join(), await createTopic()];
      await bus.publish(topic, [{ key: 'k', value: 'old' }]);
      const seen = await collect(bus, { topic, from: 'latest' });
      // Where `latest` is may be looked up a moment after joining: hence more than one.
      await waitFor('a new message', async () => {
        await bus.publish(topic, [{ key: 'k', value: 'new' }]);
        return seen.length > 0;
      });
      expect(new Set(seen.map(({ value }) => value))).toEqual(new Set(['new']));
    });

    it('delivers again to another member what a handler did not finish, and loses nothing behind it', async () => {
      const topic = await createTopic();
      const group = `contract-${ulid()}`;
      const messages = ['1', '2', '3', '4'].map((value) => ({ key: 'k', value }));
      await join().publish(topic, messages);

      const first: string[] = [];
      const dying = join();
      await collect(dying, {
        topic,
        group,
        async handle({ value }) {
          first.push(value);
          if (value === '3') throw new Error('the process dies in the middle');
        },
      });
      await waitFor('the handler to fail', () => first.includes('3'));
      await dying.close();
      expect(first).not.toContain('4');

      const second = await collect(join(), { topic, group });
      await waitFor('the rest', () => second.some(({ value }) => value === '4'));
      const values = second.map(({ value }) => value);
      expect(values.slice(-2)).toEqual(['3', '4']);
      // What was finished may come again, never in another order.
      expect(values).toEqual(['1', '2', '3', '4'].slice(-values.length));
    });

    it('does not deliver again to a member that returns what was finished', async () => {
      const topic = await createTopic();
      const group = `contract-${ulid()}`;
      const [before, publisher] = [join(), join()];
      await publisher.publish(topic, [{ key: 'k', value: '1' }]);
      const seen = await collect(before, { topic, group });
      await waitFor('the first', () => seen.length === 1);
      await before.close();
      const later = await collect(join(), { topic, group });
      await publisher.publish(topic, [{ key: 'k', value: '2' }]);
      await waitFor('the second', () => later.some(({ value }) => value === '2'));
      expect(later.map(({ value }) => value)).toEqual(['2']);
    });

    it('tells how far a group is behind: what it has not finished, and all for one that never read', async () => {
      const [bus, topic] = [join(), await createTopic()];
      const [group, idle] = [`contract-${ulid()}`, `contract-${ulid()}`];
      await bus.publish(
        topic,
        ['1', '2', '3', '4', '5'].map((value) => ({ key: value, value })),
      );
      const lags = async () =>
        (
          await bus.lagOf([
            { group, topic },
            { group: idle, topic },
          ])
        ).map(({ lag }) => lag);
      expect(await lags()).toEqual([5, 5]);
      const [behind] = await bus.lagOf([{ group, topic }]);
      expect(behind?.partitions.reduce((sum, lag) => sum + lag, 0)).toBe(5);
      await collect(bus, { topic, group });
      await waitFor('the group to have finished', async () => (await lags())[0] === 0);
      expect(await lags()).toEqual([0, 5]);
    });

    it('answers a check', async () => {
      await join().check();
    });
  });
}
