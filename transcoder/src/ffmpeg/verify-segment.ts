import { alignPresentation, type SegmentPlace } from '../mp4/align-presentation.ts';
import { readInit, type VideoInit } from '../mp4/read-init.ts';
import { isSync, readSegment, segmentTicks } from '../mp4/read-segment.ts';
import { writeSegment } from '../mp4/write-segment.ts';
import { SegmentError } from './segment-error.ts';

export interface VideoExpectation extends SegmentPlace {
  readonly timescale: number;
  readonly width: number;
  readonly height: number;
}

export interface FinishedSegment {
  /** What is uploaded: the segment with its exact times. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How long it is shown: whole frames. */
  readonly durationTicks: number;
}

/**
 * Checks a video segment as FFmpeg wrote it against its place and gives it its exact times.
 * Pure on bytes. That the pictures decode is another check: `verifyDecodes`.
 * @throws SegmentError naming what is off
 */
export function finishVideoSegment(
  init: Uint8Array,
  segment: Uint8Array,
  expected: VideoExpectation,
): FinishedSegment {
  return SegmentError.wrap(() => {
    verifyInit(readInit(init), expected);
    const read = readSegment(segment);
    const [first] = read.samples;
    if (!first || !isSync(first)) throw new SegmentError('does not start with a keyframe');
    const aligned = alignPresentation(read, expected);
    if (first.sizeBytes === 0) throw new SegmentError('starts with an empty frame');
    return { bytes: writeSegment(aligned), durationTicks: expected.frameCount * expected.ticksPerFrame };
  });
}

function verifyInit(
  init: ReturnType<typeof readInit>,
  expected: VideoExpectation,
): asserts init is VideoInit {
  if (init.kind !== 'video') throw new SegmentError('init is not of video');
  if (init.timescale !== expected.timescale)
    throw new SegmentError(`timescale is ${init.timescale}, not ${expected.timescale}`);
  if (init.hasEditList) throw new SegmentError('init has an edit list');
  if (init.width !== expected.width || init.height !== expected.height) {
    throw new SegmentError(
      `picture is ${init.width}x${init.height}, not ${expected.width}x${expected.height}`,
    );
  }
}

/**
 * Checks an audio segment: it starts where the one before ended.
 * @param startTicks sum of the durations before it
 */
export function finishAudioSegment(segment: Uint8Array, startTicks: number): FinishedSegment {
  return SegmentError.wrap(() => {
    const read = readSegment(segment);
    if (read.decodeTicks !== startTicks)
      throw new SegmentError(`starts at ${read.decodeTicks} ticks, not ${startTicks}`);
    if (read.samples.length === 0) throw new SegmentError('is empty');
    return { bytes: writeSegment(read), durationTicks: segmentTicks(read) };
  });
}
