import { z } from 'zod';
import { planSchema } from './plan.ts';
import { sourceFacts } from './source-facts.ts';
import { storyboardLayout } from './storyboard.ts';

/** Where the source stands. The worker reads it with its own role, always with `If-Match: etag`. */
const sourceObject = z.object({
  bucket: z.string(),
  key: z.string(),
  etag: z.string(),
  sizeBytes: z.int(),
  /** The objects that a long source lies in, in order: they are read in place of `key`. */
  volumes: z.array(z.object({ key: z.string(), etag: z.string(), sizeBytes: z.int() })).optional(),
});

const encodePlan = planSchema.pick({ grid: true, rungs: true, audio: true, content: true });
const head = {
  taskId: z.ulid(),
  videoId: z.ulid(),
  epoch: z.int().positive(),
  source: sourceObject,
  mediaBucket: z.string(),
  /** Someone waits for it: the worker pauses its other work meanwhile. */
  isUrgent: z.boolean(),
};

/** An object that counts, as it was told when it was bound. */
const boundObject = z.object({
  /** Segment number from 0, or INIT_SEGMENT. */
  number: z.int().min(-1),
  key: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  durationTicks: z.int(),
});
export type BoundObject = z.infer<typeof boundObject>;

/** What counts of a track of a whole video. */
const boundTrack = z.object({
  track: z.string(),
  /** How many segments it must have. */
  segmentCount: z.int().nonnegative(),
  objects: z.array(boundObject),
});
export type BoundTrack = z.infer<typeof boundTrack>;

/** What a worker is told of a task: this and no more (no owner, no title, no database). */
export const leasedTask = z.discriminatedUnion('kind', [
  /** With the profile that the video will be planned by: what comes first can be begun before the plan. */
  z.object({ ...head, kind: z.literal('probe'), profile: z.enum(['spot', 'on-demand']) }),
  z.object({
    ...head,
    kind: z.literal('encode'),
    plan: encodePlan,
    facts: sourceFacts,
    rungs: z.array(z.string()),
    firstSegment: z.int(),
    segmentCount: z.int(),
    /** Segment numbers of each rung that count already: not made again. */
    bound: z.record(z.string(), z.array(z.int())),
    /** A viewer waits for this one of them: it comes first. */
    wantedSegment: z.int().optional(),
  }),
  z.object({
    ...head,
    kind: z.literal('audio'),
    plan: encodePlan,
    facts: sourceFacts,
    bound: z.array(z.int()),
    /** A viewer waits for this segment of it. */
    wantedSegment: z.int().optional(),
  }),
  z.object({ ...head, kind: z.literal('content'), plan: encodePlan, facts: sourceFacts }),
  z.object({
    ...head,
    kind: z.literal('stills'),
    plan: encodePlan,
    facts: sourceFacts,
    /** Tiles are taken from finished segments: keys of an init segment and of media segments in their order. */
    storyboard: z
      .object({ layout: storyboardLayout, initKey: z.string(), segmentKeys: z.array(z.string()).min(1) })
      .nullable(),
  }),
  z.object({
    ...head,
    kind: z.literal('thumbnail'),
    picture: z.discriminatedUnion('from', [
      /** The frame of this number within a finished segment. */
      z.object({ from: z.literal('frame'), initKey: z.string(), segmentKey: z.string(), frame: z.int() }),
      /** A picture that the owner uploaded. */
      z.object({ from: z.literal('upload'), bucket: z.string(), key: z.string() }),
    ]),
  }),
  z.object({
    ...head,
    kind: z.literal('verify'),
    plan: encodePlan,
    tracks: z.array(boundTrack),
  }),
]);
export type LeasedTask = z.infer<typeof leasedTask>;
export type LeasedTaskOf<Kind extends LeasedTask['kind']> = Extract<LeasedTask, { kind: Kind }>;
