import { parseEvent, topics } from '#lib/domain/events.ts';
import type { EventBus } from '../ports/event-bus.ts';

export interface VideoChange {
  readonly videoId: string;
  readonly ownerId: string;
  readonly version: number;
  /** When the change was made. */
  readonly at: Date;
}

export type ChangeHub = ReturnType<typeof createChangeHub>;

/**
 * Fan-out of `video.changes` inside one web replica. Each replica reads the whole topic in a group of its
 * own. A message is only a nudge: what changed is read from MySQL by whoever listens.
 */
export function createChangeHub() {
  const listeners = new Set<(change: VideoChange | 'missed') => void>();

  return {
    /** Joins the topic; `replica` must differ between replicas. */
    async connect(bus: EventBus, replica: string): Promise<void> {
      await bus.subscribe({
        topic: topics.changes,
        group: `web-${replica}`,
        from: 'latest',
        async handle(message) {
          const change = readChange(message.value);
          if (change) for (const tell of listeners) tell(change);
        },
      });
      // What changed before the group was joined came to nobody: whoever listens already must look again.
      for (const tell of listeners) tell('missed');
    },

    /** Calls `tell` at every change and whenever some may have gone by, for as long as the replica runs. */
    onChange(tell: () => void): void {
      listeners.add(tell);
    },

    /**
     * The changes that pass `filter`, from this call on, until `signal` aborts; `missed` says that some may
     * have gone by. Several changes of one video that wait for a slow reader are told as one, so the queue is
     * as long as there are videos at most.
     */
    listen(
      filter: (change: VideoChange) => boolean,
      signal: AbortSignal,
    ): AsyncIterable<VideoChange | 'missed'> {
      const waiting = new Map<string, VideoChange | 'missed'>();
      let wake: () => void = () => undefined;
      const listener = (change: VideoChange | 'missed') => {
        if (change !== 'missed' && !filter(change)) return;
        waiting.set(change === 'missed' ? change : change.videoId, change);
        wake();
      };
      // Registered now, not at the first read: a change between snapshot and listening must not be missed.
      listeners.add(listener);
      const stop = () => {
        listeners.delete(listener);
        wake();
      };
      signal.addEventListener('abort', stop, { once: true });

      return (async function* () {
        try {
          while (!signal.aborted) {
            const [next] = waiting;
            if (next) {
              waiting.delete(next[0]);
              yield next[1];
              continue;
            }
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        } finally {
          stop();
        }
      })();
    },
  };
}

/** A message that can not be read nudges nobody: what it told of stands in MySQL all the same. */
function readChange(json: string): VideoChange | undefined {
  try {
    const event = parseEvent(json);
    return event.type === 'video.changed' ? { ...event.data, at: new Date(event.occurredAt) } : undefined;
  } catch {
    return undefined;
  }
}
