import { parseEvent, topics } from '#lib/domain/events.ts';
import type { EventBus } from '../ports/event-bus.ts';

export interface VideoChange {
  readonly videoId: string;
  readonly ownerId: string;
  readonly version: number;
}

export type ChangeHub = ReturnType<typeof createChangeHub>;

/**
 * Fan-out of `video.changes` inside one web replica. Each replica reads the whole topic in a group of its
 * own. A message is only a nudge: what changed is read from MySQL by whoever listens.
 */
export function createChangeHub() {
  const listeners = new Set<(change: VideoChange) => void>();

  return {
    /** Joins the topic; `replica` must differ between replicas. */
    connect(bus: EventBus, replica: string): Promise<void> {
      return bus.subscribe({
        topic: topics.changes,
        group: `web-${replica}`,
        from: 'latest',
        async handle(message) {
          const event = parseEvent(message.value);
          if (event.type !== 'video.changed') return;
          for (const listener of listeners) listener(event.data);
        },
      });
    },

    /**
     * The changes that pass `filter`, from this call on, until `signal` aborts. Several changes of one video
     * that wait for a slow reader are told as one, so the queue is as long as there are videos at most.
     */
    listen(filter: (change: VideoChange) => boolean, signal: AbortSignal): AsyncIterable<VideoChange> {
      const waiting = new Map<string, VideoChange>();
      let wake: () => void = () => undefined;
      const listener = (change: VideoChange) => {
        if (!filter(change)) return;
        waiting.set(change.videoId, change);
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
            const [next] = waiting.values();
            if (next) {
              waiting.delete(next.videoId);
              yield next;
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
