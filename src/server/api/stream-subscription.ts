import { isTrackedEnvelope } from '@trpc/server';
import { streamTiming } from './trpc.ts';

interface Frame {
  readonly event?: string;
  readonly data: unknown;
  readonly id?: string;
}

/** One event, all of it in one piece. */
function encodeFrame({ event, data, id }: Frame): string {
  const name = event === undefined ? '' : `event: ${event}\n`;
  const place = id === undefined ? '' : `id: ${id}\n`;
  return `${name}data: ${data === '' ? '' : JSON.stringify(data)}\n${place}\n`;
}

const toFrame = (value: unknown): Frame =>
  isTrackedEnvelope(value) ? { id: value[0], data: value[1] } : { data: value };

/**
 * A subscription as tRPC's own producer writes it to the wire (`sseStreamProducer`, @trpc/server 11), for a thousand
 * readers of one change: that one sends each event as four pieces through three streams, and with so many readers the
 * last of them heard a second late.
 * @param describeError the shape in which clients are told why it broke off
 */
export function streamSubscription(
  values: AsyncIterable<unknown>,
  describeError: (error: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = values[Symbol.asyncIterator]();
  let ping: NodeJS.Timeout | undefined;

  async function nextFrame(): Promise<Frame & { readonly isLast: boolean }> {
    try {
      const { done, value } = await iterator.next();
      return done ? { event: 'return', data: '', isLast: true } : { ...toFrame(value), isLast: false };
    } catch (error) {
      return { event: 'serialized-error', data: describeError(error), isLast: true };
    }
  }

  return new ReadableStream({
    start(controller) {
      const send = (frame: Frame) => controller.enqueue(encoder.encode(encodeFrame(frame)));
      send({ event: 'connected', data: streamTiming.client });
      // Who reads nothing would not read this either.
      const sendPing = () => (controller.desiredSize ?? 0) > 0 && send({ event: 'ping', data: '' });
      ping = setInterval(sendPing, streamTiming.pingMs);
    },
    async pull(controller) {
      const { isLast, ...frame } = await nextFrame();
      // Whoever has left meanwhile has closed it.
      if (controller.desiredSize === null) return;
      controller.enqueue(encoder.encode(encodeFrame(frame)));
      if (!isLast) return;
      clearInterval(ping);
      controller.close();
    },
    async cancel() {
      clearInterval(ping);
      await iterator.return?.();
    },
  });
}
