import { setTimeout as delay } from 'node:timers/promises';
import { ZodError } from 'zod';
import { deadLetterTopic, type Topic } from '#lib/domain/events.ts';
import { hasErrorCode, unreachableCodes } from '../db/error-codes.ts';
import type { Log } from '../log.ts';
import type { EventBus, ReceivedMessage, Subscription } from '../ports/event-bus.ts';

const MAX_TRIES = 5;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;

/** Errors that say "the database is away": no fault of the message, so they are waited out, not counted. */
const passing = new Set([
  ...unreachableCodes,
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_SERVER_SHUTDOWN',
]);

/** A message that can not be read will not become readable. */
function isPoison(error: unknown): boolean {
  return error instanceof ZodError || error instanceof SyntaxError;
}

/** Full jitter: replicas that failed together do not come back together. */
function backoffMs(tries: number): number {
  return Math.random() * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** tries);
}

/**
 * Wraps a handler so that it never throws: kafkajs would deliver the message for ever and block its
 * partition. After bounded tries the message goes to the dead-letter topic with its error.
 */
export function handleSafely(
  parts: { bus: EventBus; log: Log; topic: Topic; signal: AbortSignal },
  handle: (message: ReceivedMessage) => Promise<void>,
): Subscription['handle'] {
  return async (message, heartbeat) => {
    for (let tries = 1; ; ) {
      try {
        await handle(message);
        return;
      } catch (error) {
        const where = { topic: message.topic, partition: message.partition, offset: message.offset };
        parts.log.warn({ err: error, ...where, tries }, 'a message could not be handled');
        // Thrown on purpose when stopping: the offset stays, and the next run gets the message again.
        if (parts.signal.aborted) throw error;
        if (!hasErrorCode(error, passing)) tries++;
        if (isPoison(error) || tries > MAX_TRIES) {
          await parts.bus.publish(deadLetterTopic(parts.topic), [
            {
              key: message.key,
              value: JSON.stringify({ ...where, error: String(error), value: message.value }),
            },
          ]);
          parts.log.error({ ...where }, 'moved to the dead-letter topic');
          return;
        }
        await delay(backoffMs(tries));
        await heartbeat();
      }
    }
  };
}
