import { mkdir, readFile, rm } from 'node:fs/promises';
import { findExactStart, planAudioSegments } from '../../../src/lib/domain/audio-grid.ts';
import { AHEAD_TRACK } from '../../../src/lib/domain/object-keys.ts';
import type { LeasedTaskOf } from '../../../src/lib/domain/worker-protocol.ts';
import { type AudioJob, buildAudioArgs } from '../ffmpeg/audio-args.ts';
import { prerollSeconds } from '../ffmpeg/seek.ts';
import { finishAudioSegment } from '../ffmpeg/verify-segment.ts';
import { verifySoundDecodes } from '../ffmpeg/verify-sound.ts';
import { watchSegments } from '../ffmpeg/watch-segments.ts';
import { inBatches } from '../in-batches.ts';
import { publishSegment } from './publish-segment.ts';
import type { TaskContext } from './task-context.ts';
import { withFfmpeg } from './with-ffmpeg.ts';

/** The one encode of all sound makes so many soon, even beside other work: who waits for no more than that is served by it. */
const NEAR_SEGMENTS = 4;
/** What is made for one jump: half a minute, in which the viewer is heard of again. */
const AHEAD_SEGMENTS = 8;
/** The first at once, for it is waited for; then all that have closed while that was checked. */
const CHECKED_TOGETHER = { least: 1, most: 2 * AHEAD_SEGMENTS };

interface Stretch {
  readonly firstSegment: number;
  /** Who waits, waits for this one. */
  readonly wanted: number;
  /** Samples of each segment. */
  readonly lengths: readonly number[];
}

const sum = (lengths: readonly number[]): number => lengths.reduce((total, length) => total + length, 0);

/**
 * Makes sound before its turn for whoever has jumped far ahead of the one encode of it all. That one rests meanwhile, and
 * is what stays: these segments are played until it has come that far, and joins of AAC are heard by nobody else.
 * @param holdEncoder lets the one encode rest, and go on
 */
export function createSoundAhead(
  task: LeasedTaskOf<'audio'>,
  context: TaskContext,
  job: Omit<AudioJob, 'stretch'>,
  holdEncoder: (isHeld: boolean) => void,
) {
  const lengths = planAudioSegments(job.durationSeconds, job.segmentSeconds);
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, context.tools.signal]);
  const there = new Set<number>();
  let made = 0;
  let wish: number | undefined;
  let awaited: number | undefined;
  let making: Stretch | undefined;
  let isServing = false;
  let served: Promise<void> | undefined;

  const isThere = (segment: number) => segment < made || there.has(segment) || task.bound.includes(segment);

  /** What to make for this one; undefined when nothing is to be gained. */
  function stretchFor(wanted: number): Stretch | undefined {
    const firstSegment = findExactStart(wanted, job.segmentSeconds);
    const isNear =
      wanted < made + NEAR_SEGMENTS || firstSegment === undefined || firstSegment < NEAR_SEGMENTS;
    if (isNear || isThere(wanted) || !Number.isFinite(prerollSeconds[job.demuxer])) return undefined;
    return { firstSegment, wanted, lengths: lengths.slice(firstSegment, wanted + AHEAD_SEGMENTS) };
  }

  /** Ends sooner when it has what was waited for and another place is waited for by now. */
  async function make({ firstSegment, wanted, lengths: own }: Stretch): Promise<void> {
    const directory = `${context.directory}/${AHEAD_TRACK}-${firstSegment}`;
    const outputDirectory = `${directory}/${AHEAD_TRACK}`;
    await mkdir(outputDirectory, { recursive: true });
    const startTicks = sum(lengths.slice(0, firstSegment));
    const stretch = { firstSegment, startTicks, lengthTicks: sum(own) };
    const args = buildAudioArgs({ ...job, outputDirectory, stretch });
    const target = { directory, rungs: [AHEAD_TRACK], firstSegment };
    const tools = { ...context.tools, signal };
    let at = startTicks;
    try {
      await withFfmpeg(args, tools, async (run) => {
        for await (const batch of inBatches(watchSegments(target, run), CHECKED_TOGETHER)) {
          const init = await readFile(`${outputDirectory}/init.mp4`);
          const closed = [];
          for (const { number, path } of batch) {
            const finished = finishAudioSegment(init, await readFile(path), at);
            at += finished.durationTicks;
            closed.push({ number, finished });
          }
          const bytes = closed.map(({ finished }) => finished.bytes);
          await verifySoundDecodes(init, bytes, `${directory}/check.mp4`, tools);
          for (const { number, finished } of closed) {
            const place = { track: AHEAD_TRACK, number, contentType: 'audio/mp4' };
            await publishSegment(context, task, place, finished);
            there.add(number);
          }
          if (wish !== undefined && there.has(wanted)) return;
        }
      });
    } finally {
      await rm(directory, { recursive: true });
    }
  }

  async function tryToMake(stretch: Stretch): Promise<void> {
    making = stretch;
    holdEncoder(true);
    try {
      await make(stretch);
    } catch (error) {
      // It was an extra: the encode of it all brings these segments, later.
      if (!signal.aborted) context.log.warn({ err: error }, 'sound could not be made ahead');
    } finally {
      holdEncoder(false);
      making = undefined;
    }
  }

  async function serve(): Promise<void> {
    isServing = true;
    while (wish !== undefined && !signal.aborted) {
      awaited = wish;
      wish = undefined;
      const stretch = stretchFor(awaited);
      if (stretch) await tryToMake(stretch);
    }
    isServing = false;
    settleIfServed();
  }

  /** What nobody waits for leaves its urgent slot to pictures. */
  function settleIfServed(): void {
    if (awaited === undefined || !isThere(awaited)) return;
    awaited = undefined;
    context.settle();
  }

  const isInMaking = (segment: number) =>
    making && segment >= making.firstSegment && segment < making.firstSegment + making.lengths.length;

  return {
    /** A viewer waits for this segment. */
    want(segment: number): void {
      if (isInMaking(segment)) return;
      wish = segment;
      if (!isServing) served = serve();
    },
    /** So many segments, from the first on, the one encode has published. */
    tellMade(count: number): void {
      made = count;
      if (!isServing) settleIfServed();
    },
    /** Stops what runs; resolves when nothing does. */
    async end(): Promise<void> {
      over.abort();
      await served;
    },
  };
}
