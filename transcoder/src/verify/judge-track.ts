import { AUDIO_SAMPLE_RATE, SAMPLES_PER_FRAME } from '../../../src/lib/domain/audio-grid.ts';
import { gridSeconds } from '../../../src/lib/domain/grid.ts';
import { AUDIO_TRACK } from '../../../src/lib/domain/object-keys.ts';
import type { Plan } from '../../../src/lib/domain/plan.ts';
import type { BoundObject, BoundTrack } from '../../../src/lib/domain/worker-protocol.ts';
import { SegmentError } from '../ffmpeg/segment-error.ts';
import {
  type FinishedSegment,
  finishAudioSegment,
  finishVideoSegment,
  readAudioInit,
  readVideoInit,
} from '../ffmpeg/verify-segment.ts';
import { expectVideo } from '../ffmpeg/video-expectation.ts';

type WholePlan = Pick<Plan, 'grid' | 'rungs'>;

/** What is wrong with a track's init, or null. */
export function judgeInit(plan: WholePlan, track: string, init: Uint8Array): string | null {
  return reasonOf(() => {
    if (track === AUDIO_TRACK) readAudioInit(init);
    else readVideoInit(init, expectVideo(plan, track, 0));
  });
}

/**
 * What is wrong with one stored segment at its place in the whole, or null. The checks of before the upload are made
 * once more: they give a segment its exact times, so one that is right comes out of them byte for byte as it went in.
 * With every segment exactly at its place and as long as it is bound, each starts where the one before ended, in
 * every rung at the same frames.
 * @param startTicks where a segment of sound must start: `soundStart`
 */
export function judgeSegment(
  plan: WholePlan,
  track: string,
  init: Uint8Array,
  bound: BoundObject,
  bytes: Uint8Array,
  startTicks: number,
): string | null {
  return reasonOf(() => {
    const finished: FinishedSegment =
      track === AUDIO_TRACK
        ? finishAudioSegment(init, bytes, startTicks)
        : finishVideoSegment(init, bytes, expectVideo(plan, track, bound.number));
    if (Buffer.compare(finished.bytes, bytes) !== 0) throw new SegmentError('has other times than its place');
    if (finished.durationTicks !== bound.durationTicks)
      throw new SegmentError(`lasts ${finished.durationTicks} ticks, bound as ${bound.durationTicks}`);
  });
}

function reasonOf(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof SegmentError) return error.message;
    throw error;
  }
}

/** Where a segment of sound starts by what is bound before it; undefined while one of those is missing. */
export function soundStart(objects: ReadonlyMap<number, BoundObject>, number: number): number | undefined {
  let ticks = 0;
  for (let before = 0; before < number; before++) {
    const object = objects.get(before);
    if (!object) return undefined;
    ticks += object.durationTicks;
  }
  return ticks;
}

/** How far sound and picture may drift apart by the end: a frame of each. */
export function judgeDrift({ grid }: WholePlan, { segmentCount, objects }: BoundTrack): string | null {
  const bound = objects.filter(({ number }) => number >= 0 && number < segmentCount);
  const soundSeconds = bound.reduce((sum, { durationTicks }) => sum + durationTicks, 0) / AUDIO_SAMPLE_RATE;
  const pictureSeconds = gridSeconds(grid);
  const tolerated = SAMPLES_PER_FRAME / AUDIO_SAMPLE_RATE + grid.frameRate.den / grid.frameRate.num;
  if (Math.abs(soundSeconds - pictureSeconds) <= tolerated) return null;
  return `the sound lasts ${soundSeconds.toFixed(3)} s, the picture ${pictureSeconds.toFixed(3)} s`;
}
