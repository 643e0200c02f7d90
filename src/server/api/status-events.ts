import type { StatusDto } from '../videos/status-dto.ts';

/** Proxies cut silent streams after 60 s; the specification advises a comment about every 15 s. */
const PING_MS = 15_000;

/** Which event a status is told as: what happened since the one before. */
export function nameStatusEvent(before: StatusDto | undefined, now: StatusDto): string {
  switch (now.status) {
    case 'uploading':
      return 'upload-progress';
    case 'ready':
    case 'failed':
    case 'deleted':
      return now.status;
    case 'cancelled':
    case 'queued':
      return 'status';
    case 'processing':
      if (before && before.status !== 'processing') return 'processing-started';
      if (before && now.playable && !before.playable) return 'playable';
      return 'status';
  }
}

/** Long enough for a balancer to have taken this replica out; spread, for all its readers are sent off at once. */
function reconnectMs(): number {
  return Math.round(500 + 2_000 * Math.random());
}

/**
 * Server-sent events as REST tells them: the snapshot first, each with the status body and its version as id.
 * @param stopping this replica ends: the stream ends with word of when to come again. `statuses` must end by it too
 */
export function streamStatusEvents(
  statuses: AsyncIterable<StatusDto>,
  signal: AbortSignal,
  stopping: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let ping: NodeJS.Timeout | undefined;
  return new ReadableStream({
    async start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      ping = setInterval(() => send(': ping\n\n'), PING_MS);
      signal.addEventListener('abort', () => clearInterval(ping), { once: true });
      try {
        let before: StatusDto | undefined;
        for await (const status of statuses) {
          if (signal.aborted) return;
          send(
            `id: ${status.version}\nevent: ${nameStatusEvent(before, status)}\ndata: ${JSON.stringify(status)}\n\n`,
          );
          before = status;
        }
        if (signal.aborted) return;
        if (stopping.aborted) send(`retry: ${reconnectMs()}\n\n`);
        controller.close();
      } catch (error) {
        controller.error(error);
      } finally {
        clearInterval(ping);
      }
    },
    // A reader may leave before the request counts as aborted: a ping would then throw where nobody catches.
    cancel() {
      clearInterval(ping);
    },
  });
}
