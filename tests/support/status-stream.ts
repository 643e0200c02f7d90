/** The live status of one video over REST. */
import { sharedStack } from '../shared-stack.ts';
import { type EventStream, openEventStream } from './event-stream.ts';
import type { RestClient } from './rest-client.ts';
import { type Status, statusShape } from './rest-shapes.ts';

export interface StatusEvent {
  readonly id: number;
  readonly event: string;
  readonly status: Status;
}

export const openStatusStream = (
  client: RestClient,
  videoId: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> =>
  openEventStream(`${sharedStack().url}/api/v1/videos/${videoId}/events`, {
    authorization: `Bearer ${client.token}`,
    ...headers,
  });

/** What the stream has told so far; each body must be one that the surface knows. */
export const toldBy = ({ heard }: EventStream): readonly StatusEvent[] =>
  heard.map(({ id, event, data }) => ({
    id: Number(id),
    event,
    status: statusShape.parse(JSON.parse(data)),
  }));
