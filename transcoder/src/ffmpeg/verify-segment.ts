import { AUDIO_SAMPLE_RATE, SAMPLES_PER_FRAME } from '../../../src/lib/domain/audio-grid.ts';
import { alignPresentation, type SegmentPlace } from '../mp4/align-presentation.ts';
import { holdsIdr } from '../mp4/holds-idr.ts';
import { type AudioInit, readInit, type VideoInit } from '../mp4/read-init.ts';
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
    const { nalLengthBytes } = readVideoInit(init, expected);
    const read = readSegment(segment);
    const [first] = read.samples;
    if (!first || !isSync(first)) throw new SegmentError('does not start with a keyframe');
    const aligned = alignPresentation(read, expected);
    // What the box says of the frame is one thing, what the frame is another: a player that seeks starts here.
    if (!holdsIdr(read.data.subarray(0, first.sizeBytes), nalLengthBytes))
      throw new SegmentError('starts with a frame that is no keyframe');
    return { bytes: writeSegment(aligned), durationTicks: expected.frameCount * expected.ticksPerFrame };
  });
}

/** @throws SegmentError when it is not the init of the planned pictures */
export function readVideoInit(
  bytes: Uint8Array,
  expected: Pick<VideoExpectation, 'timescale' | 'width' | 'height'>,
): VideoInit {
  const init = SegmentError.wrap(() => readInit(bytes));
  if (init.kind !== 'video') throw new SegmentError('init is not of video');
  if (init.timescale !== expected.timescale)
    throw new SegmentError(`timescale is ${init.timescale}, not ${expected.timescale}`);
  if (init.hasEditList) throw new SegmentError('init has an edit list');
  if (init.width !== expected.width || init.height !== expected.height) {
    throw new SegmentError(
      `picture is ${init.width}x${init.height}, not ${expected.width}x${expected.height}`,
    );
  }
  return init;
}

/** @throws SegmentError when it is not the init of sound as we encode it */
export function readAudioInit(bytes: Uint8Array): AudioInit {
  const init = SegmentError.wrap(() => readInit(bytes));
  if (init.kind !== 'audio') throw new SegmentError('init is not of sound');
  if (init.hasEditList) throw new SegmentError('init has an edit list');
  if (init.timescale !== AUDIO_SAMPLE_RATE || init.sampleRate !== AUDIO_SAMPLE_RATE)
    throw new SegmentError(`sound is of ${init.sampleRate} Hz in ${init.timescale} ticks a second`);
  return init;
}

/**
 * Checks an audio segment: it starts where the one before ended, and its frames follow each other without a gap.
 * @param startTicks sum of the durations before it
 * @throws SegmentError naming what is off
 */
export function finishAudioSegment(
  init: Uint8Array,
  segment: Uint8Array,
  startTicks: number,
): FinishedSegment {
  return SegmentError.wrap(() => {
    readAudioInit(init);
    const read = readSegment(segment);
    if (read.decodeTicks !== startTicks)
      throw new SegmentError(`starts at ${read.decodeTicks} ticks, not ${startTicks}`);
    // Only the very last frame of a track may be cut to the length of the sound.
    if (startTicks % SAMPLES_PER_FRAME !== 0) throw new SegmentError('follows a frame that was cut short');
    const last = read.samples.at(-1);
    if (!last) throw new SegmentError('is empty');
    for (const sample of read.samples) {
      const isWhole = sample.durationTicks === SAMPLES_PER_FRAME;
      if (!isWhole && !(sample === last && sample.durationTicks < SAMPLES_PER_FRAME))
        throw new SegmentError(`has a frame of ${sample.durationTicks} ticks`);
    }
    return { bytes: writeSegment(read), durationTicks: segmentTicks(read) };
  });
}
