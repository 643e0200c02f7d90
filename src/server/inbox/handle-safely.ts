import { setTimeout as delay } from 'node:timers/promises';
import { ZodError, z } from 'zod';
import type { DeadLetter } from '#lib/domain/dead-letter.ts';
import { deadLetterTopic, type Topic } from '#lib/domain/events.ts';
import { readTraceparent } from '#lib/domain/traceparent.ts';
import { hasErrorCode, unreachableCodes } from '../db/error-codes.ts';
import type { Log } from '../log.ts';
import type { EventBus, ReceivedMessage, Subscription } from '../ports/event-bus.ts';

/**
 * A message that fails for a fault of its own holds its partition for the pauses between these tries: at most
 * 0.2 + 0.4 + 0.8 + 1.6 = 3 s, a tenth of the session time-out of 30 s, with a heartbeat after each.
 */
const MAX_TRIES = 5;
const FIRST_DELAY_MS = 100;
/** Between heartbeats while the database is away: a sixth of the session time-out. */
const MAX_DELAY_MS = 5_000;

/** Errors that say "the database is away": no fault of the message, so they are waited out, not counted. */
const passing = new Set([...unreachableCodes, 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT']);

/** A message that can not be read will not become readable. */
function isPoison(error: unknown): boolean {
  return error instanceof ZodError || error instanceof SyntaxError;
}

/** Full jitter: replicas that failed together do not come back together. */
function backoffMs(failures: number): number {
  return Math.random() * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
}

/** What an operator needs to judge it, and to put it back where it came from. */
function toDeadLetter(message: ReceivedMessage, error: unknown, tries: number): DeadLetter {
  return {
    ...message,
    error: String(error),
    tries,
    traceparent: traceparentIn(message.value),
    deadAt: new Date().toISOString(),
  };
}

function traceparentIn(value: string): string | null {
  try {
    return z.object({ traceparent: z.string() }).safeParse(JSON.parse(value)).data?.traceparent ?? null;
  } catch {
    // It is no JSON: that is why it is dead.
    return null;
  }
}

/** Waits before the next try; never rejects. */
export type Backoff = (failures: number, signal: AbortSignal) => Promise<void>;

const waitForBackoff: Backoff = (failures, signal) =>
  delay(backoffMs(failures), undefined, { signal }).catch(() => undefined);

/**
 * Wraps a handler so that it never throws: kafkajs would deliver the message for ever and block its
 * partition. After bounded tries the message goes to the dead-letter topic with its error.
 */
export function handleSafely(
  parts: {
    bus: EventBus;
    log: Log;
    topic: Topic;
    signal: AbortSignal;
    countDeadLetter?: (topic: string) => void;
    backoff?: Backoff;
  },
  handle: (message: ReceivedMessage) => Promise<void>,
): Subscription['handle'] {
  return async (message, heartbeat) => {
    for (let tries = 0, failures = 1; ; failures++) {
      try {
        await handle(message);
        return;
      } catch (error) {
        const { topic, partition, offset } = message;
        const where = {
          topic,
          partition,
          offset,
          traceId: readTraceparent(traceparentIn(message.value))?.traceId,
        };
        parts.log.warn({ err: error, ...where, failures }, 'a message could not be handled');
        // Thrown on purpose when stopping: the offset stays, and the next run gets the message again.
        if (parts.signal.aborted) throw error;
        if (!hasErrorCode(error, passing)) tries++;
        if (isPoison(error) || tries >= MAX_TRIES) {
          await parts.bus.publish(deadLetterTopic(parts.topic), [
            { key: message.key, value: JSON.stringify(toDeadLetter(message, error, Math.max(tries, 1))) },
          ]);
          parts.countDeadLetter?.(parts.topic);
          parts.log.error({ ...where }, 'moved to the dead-letter topic');
          return;
        }
        // Cut short by a stop: the next failure then leaves the message where it is.
        await (parts.backoff ?? waitForBackoff)(failures, parts.signal);
        await heartbeat();
      }
    }
  };
}
