/** A reader that comes back: with the last id it heard, after every end of its stream, as an EventSource does. */
import { setTimeout as delay } from 'node:timers/promises';
import { type EventStream, openEventStream, type ServerEvent } from './event-stream.ts';

/** Between an end and the next try; browsers wait some seconds. */
const COMES_BACK_AFTER_MS = 100;

export interface Follower {
  /** Over all its streams, in order. */
  heard(): readonly ServerEvent[];
  /** How often a stream began. */
  begun(): number;
  stop(): void;
}

/** @param lastId where the last id goes: tRPC has it in the address, where its client puts it */
export function followEvents(
  url: string,
  headers: Readonly<Record<string, string>>,
  lastId: 'header' | 'input' = 'header',
): Follower {
  const streams: EventStream[] = [];
  let isStopped = false;
  const heard = () => streams.flatMap((stream) => stream.heard);

  async function openAgain(): Promise<EventStream | undefined> {
    const id = heard().findLast((event) => event.id !== '')?.id;
    const again = new URL(url);
    const input = JSON.parse(again.searchParams.get('input') ?? '{}');
    if (id !== undefined && lastId === 'input')
      again.searchParams.set('input', JSON.stringify({ ...input, lastEventId: id }));
    const known: Record<string, string> =
      id !== undefined && lastId === 'header' ? { 'last-event-id': id } : {};
    return openEventStream(again.href, { ...headers, ...known }).catch(() => undefined);
  }

  async function follow(): Promise<void> {
    while (!isStopped) {
      const stream = await openAgain();
      if (stream?.response.ok) {
        streams.push(stream);
        if (isStopped) stream.close();
        await stream.ended;
      } else stream?.close();
      await delay(COMES_BACK_AFTER_MS);
    }
  }
  void follow();

  return {
    heard,
    begun: () => streams.length,
    stop() {
      isStopped = true;
      streams.at(-1)?.close();
    },
  };
}
