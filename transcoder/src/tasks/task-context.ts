import { mkdir, rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { EventData } from '../../../src/lib/domain/events.ts';
import { MediaError } from '../../../src/lib/domain/media-error.ts';
import type { SourceFacts } from '../../../src/lib/domain/source-facts.ts';
import { type Demuxer, parseDemuxer } from '../ffmpeg/input-args.ts';
import type { ProbeRun } from '../ffmpeg/probe-run.ts';
import type { ToolOptions } from '../ffmpeg/run-ffmpeg.ts';
import type { HeadStart } from '../head-start.ts';
import type { MediaStore } from '../media-store.ts';
import type { Wishes } from '../wishes.ts';

export type TaskResult = EventData<'task.succeeded'>['result'];
export type BoundSegmentFact = Pick<
  EventData<'task.segment-bound'>,
  'track' | 'number' | 'key' | 'sizeBytes' | 'sha256' | 'durationTicks' | 'init'
>;

/** What every kind of task works with. */
export interface TaskContext {
  readonly inputUrl: string;
  /** Empty, and removed when the task ends, however it ends. */
  readonly directory: string;
  readonly store: MediaStore;
  readonly threads: number;
  readonly headStart: HeadStart;
  /** Reads the source already: the first program of a probe. */
  readonly waitingProbe?: ProbeRun | undefined;
  readonly log: Logger;
  /** Goes with every program that the task runs: stops it when the task is cancelled or lost, lets it be paused and metered. */
  readonly tools: ToolOptions & { readonly signal: AbortSignal };
  /** Absent where nobody can ask for anything. */
  readonly wishes?: Wishes | undefined;
  /** What somebody may be waiting for is published: the rest of the task is no longer urgent. */
  settle(): void;
  tellBound(segment: BoundSegmentFact): Promise<void>;
  /** @param fraction share of this task that is done, 0…1 */
  tellProgress(fraction: number, speed: number): void;
}

export async function withDirectory<T>(path: string, work: () => Promise<T>): Promise<T> {
  await mkdir(path, { recursive: true });
  try {
    return await work();
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

/** The demuxer that the probe found: FFmpeg must not guess anew from a hostile file's bytes. */
export function demuxerOf({ formatName }: Pick<SourceFacts, 'formatName'>): Demuxer {
  const demuxer = parseDemuxer(formatName);
  if (!demuxer) throw new MediaError('UNSUPPORTED_MEDIA');
  return demuxer;
}

const progressiveOrders = new Set(['progressive', 'unknown']);

export function isInterlaced({ fieldOrder }: { fieldOrder: string | null }): boolean {
  return fieldOrder !== null && !progressiveOrders.has(fieldOrder);
}
