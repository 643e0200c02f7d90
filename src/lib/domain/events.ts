import { z } from 'zod';
import { contentFacts } from './content-facts.ts';
import { mediaErrorCodes } from './media-error.ts';
import { sourceFacts } from './source-facts.ts';
import { storyboardSchema } from './storyboard.ts';

/** Kafka topics; each has a dead-letter twin. */
export const topics = {
  uploads: 'video.uploads',
  transcodes: 'transcode.events',
  changes: 'video.changes',
  s3: 's3.events',
  ecs: 'ecs.events',
} as const;
export type Topic = (typeof topics)[keyof typeof topics];

export function deadLetterTopic(topic: Topic): string {
  return `${topic}.dlq`;
}

/** What `verify` found wrong with one segment, or (INIT_SEGMENT) with a track's init. */
const segmentFault = z.object({ track: z.string(), number: z.int().min(-1), reason: z.string().max(500) });
export type SegmentFault = z.infer<typeof segmentFault>;
/** Keeps the message far below Kafka's megabyte. Who finds more tells the first ones. */
export const MAX_FAULTS = 2_000;

/** Which attempt at which task a fact speaks of. A fact of another epoch than the current one is void. */
const attempt = { videoId: z.ulid(), taskId: z.ulid(), epoch: z.int().positive(), workerId: z.ulid() };

/** The catalog: every message of ours on Kafka by its type. The key is always the video's id. */
export const eventData = {
  'video.uploaded': z.object({
    videoId: z.ulid(),
    bucket: z.string(),
    key: z.string(),
    url: z.string(),
    size: z.int().nonnegative(),
    etag: z.string(),
    /** The objects that a long source lies in, in order; their keys begin with `key`. */
    volumes: z.array(z.object({ key: z.string(), size: z.int().positive(), etag: z.string() })).optional(),
    timestamp: z.iso.datetime(),
  }),
  'task.progress': z.object({
    ...attempt,
    fraction: z.number().min(0).max(1),
    speed: z.number().nonnegative(),
  }),
  'task.segment-bound': z.object({
    ...attempt,
    track: z.string(),
    /** Segment number from 0, or INIT_SEGMENT. */
    number: z.int().min(-1),
    key: z.string(),
    sizeBytes: z.int().positive(),
    /** Of the object's bytes as they were checked; what is stored must still have it. Hexadecimal. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    /** In ticks of the track's timescale; 0 for an init segment. */
    durationTicks: z.int().nonnegative(),
    init: z.object({ codecs: z.string(), timescale: z.int().positive() }).optional(),
  }),
  'task.succeeded': z.object({
    ...attempt,
    cpuSeconds: z.number().nonnegative(),
    result: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('probe'), facts: sourceFacts }),
      z.object({ kind: z.literal('content'), content: contentFacts }),
      z.object({ kind: z.literal('encode') }),
      z.object({ kind: z.literal('audio'), segmentCount: z.int().nonnegative() }),
      z.object({
        kind: z.literal('stills'),
        /** The best of the candidates. */
        thumbnailKey: z.string(),
        /** Frames to choose from, in the order of the video. */
        candidateKeys: z.array(z.string()).min(1),
        storyboard: storyboardSchema.nullable(),
      }),
      z.object({ kind: z.literal('thumbnail'), thumbnailKey: z.string() }),
      z.object({
        kind: z.literal('verify'),
        /** What must be made anew; empty when the whole is right. */
        faults: z.array(segmentFault).max(MAX_FAULTS),
      }),
    ]),
  }),
  'task.failed': z.object({
    ...attempt,
    code: z.enum(mediaErrorCodes),
    /** For operators: redacted, never shown to owners. */
    detail: z.string().max(4000),
    /** Interrupted work (a worker told to stop) goes back to the queue and counts as no error of the media. */
    cause: z.enum(['media', 'ffmpeg', 'interrupted', 'out-of-memory']),
  }),
  'video.changed': z.object({
    videoId: z.ulid(),
    ownerId: z.ulid(),
    version: z.int().positive(),
  }),
} as const;

export type EventType = keyof typeof eventData;
export type EventData<Type extends EventType> = z.infer<(typeof eventData)[Type]>;

const envelope = z.object({
  id: z.ulid(),
  type: z.string(),
  version: z.literal(1),
  occurredAt: z.iso.datetime(),
  traceparent: z.string(),
  data: z.unknown(),
});

/** One message: the envelope around one entry of the catalog. */
export type EventMessage = {
  [Type in EventType]: {
    readonly id: string;
    readonly type: Type;
    readonly version: 1;
    readonly occurredAt: string;
    readonly traceparent: string;
    readonly data: EventData<Type>;
  };
}[EventType];

/** Reads one message; throws a ZodError or SyntaxError that names what is off. */
export function parseEvent(json: string): EventMessage {
  const message = envelope.parse(JSON.parse(json));
  const type = z.enum(Object.keys(eventData) as [EventType, ...EventType[]]).parse(message.type);
  return { ...message, type, data: eventData[type].parse(message.data) } as EventMessage;
}
