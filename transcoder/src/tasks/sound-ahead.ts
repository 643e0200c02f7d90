import { mkdir, readFile, rm } from 'node:fs/promises';
import { findExactStart, planAudioSegments } from '../../../src/lib/domain/audio-grid.ts';
import { AHEAD_TRACK } from '../../../src/lib/domain/object-keys.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { type AudioJob, buildAudioArgs } from '../ffmpeg/audio-args.ts';
import { prerollSeconds } from '../ffmpeg/seek.ts';
import { finishAudioSegment } from '../ffmpeg/verify-segment.ts';
import { verifySoundDecodes } from '../ffmpeg/verify-sound.ts';
import { watchSegments } from '../ffmpeg/watch-segments.ts';
import { publishSegment } from './publish-segment.ts';
import type { TaskContext } from './task-context.ts';
import { withFfmpeg } from './with-ffmpeg.ts';

/** The one encode of all sound makes so many within a second: who waits for no more than that is served by it. */
const NEAR_SEGMENTS = 12;
/** What is made for one jump: half a minute, in which the viewer is heard of again. */
const AHEAD_SEGMENTS = 8;

const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);

/**
 * Makes sound before its turn for whoever has jumped far ahead of the one encode of it all, which goes on beside it and
 * is what stays: these segments are played until it has come that far, and joins of AAC are heard by nobody else.
 */
export function createSoundAhead(
  task: LeasedTaskOf<'audio'>,
  context: TaskContext,
  job: Omit<AudioJob, 'stretch'>,
) {
  const lengths = planAudioSegments(job.durationSeconds, job.segmentSeconds);
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, context.tools.signal]);
  const begun = new Set<number>();
  let made = 0;
  let wish: number | undefined;
  let running: Promise<void> | undefined;

  /** The segments to make for this one; undefined when nothing is to be gained. */
  function stretchFor(wanted: number) {
    const firstSegment = findExactStart(wanted, job.segmentSeconds);
    const isNear =
      wanted < made + NEAR_SEGMENTS || firstSegment === undefined || firstSegment < NEAR_SEGMENTS;
    const isThere = begun.has(wanted) || task.bound.includes(wanted);
    if (isNear || isThere || !Number.isFinite(prerollSeconds[job.demuxer])) return undefined;
    return { firstSegment, own: lengths.slice(firstSegment, wanted + AHEAD_SEGMENTS) };
  }

  async function make(firstSegment: number, own: readonly number[]): Promise<void> {
    const directory = `${context.directory}/${AHEAD_TRACK}-${firstSegment}`;
    const outputDirectory = `${directory}/${AHEAD_TRACK}`;
    await mkdir(outputDirectory, { recursive: true });
    const startTicks = sum(lengths.slice(0, firstSegment));
    const stretch = { firstSegment, startTicks, lengthTicks: sum(own) };
    const args = buildAudioArgs({ ...job, outputDirectory, stretch });
    const target = { directory, rungs: [AHEAD_TRACK], firstSegment };
    let at = startTicks;
    await withFfmpeg(args, { ...context.tools, signal }, async (run) => {
      for await (const { number, path, initPath } of watchSegments(target, run)) {
        const init = await readFile(initPath);
        const finished = finishAudioSegment(init, await readFile(path), at);
        at += finished.durationTicks;
        await verifySoundDecodes(init, [finished.bytes], `${path}.check.mp4`, { ...context.tools, signal });
        const place = { track: AHEAD_TRACK, number, contentType: 'audio/mp4' };
        await publishSegment(context, task, place, finished);
      }
    });
    await rm(directory, { recursive: true });
  }

  async function serve(): Promise<void> {
    while (wish !== undefined && !signal.aborted) {
      const stretch = stretchFor(wish);
      wish = undefined;
      if (!stretch) continue;
      stretch.own.forEach((_, index) => void begun.add(stretch.firstSegment + index));
      try {
        await make(stretch.firstSegment, stretch.own);
      } catch (error) {
        // It was an extra: the encode of it all brings these segments, later.
        if (!signal.aborted) context.log.warn({ err: error }, 'sound could not be made ahead');
      }
    }
    running = undefined;
  }

  return {
    /** A viewer waits for this segment. */
    want(segment: number): void {
      wish = segment;
      running ??= serve();
    },
    /** So many segments, from the first on, the one encode has published. */
    tellMade(count: number): void {
      made = count;
    },
    /** Stops what runs; resolves when nothing does. */
    async end(): Promise<void> {
      over.abort();
      await running;
    },
  };
}
