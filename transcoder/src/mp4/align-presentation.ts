import { Mp4Error } from './mp4-error.ts';
import { presentationTicks, type Sample, type Segment } from './read-segment.ts';

/** Where a segment belongs on the grid. */
export interface SegmentPlace {
  /** Number of the segment's first frame, counted from the start of the video. */
  readonly firstFrame: number;
  readonly frameCount: number;
  /** Frames of the whole video: the last segment's decode time ends with it. */
  readonly totalFrames: number;
  readonly ticksPerFrame: number;
  /** Frames that x264 decodes ahead of showing them: 2 with B-frames as references, the default. */
  readonly reorderFrames: number;
}

/** FFmpeg rounds times to 1/90000 s in its HLS muxer: noise far below a quarter of a frame, even at 60 fps. */
const TOLERATED_FRAME_SHARE = 0.25;

/**
 * Gives a video segment the exact times of its place: frame n of the video is shown at n frames, no
 * edit list, no negative offset. Decode times run `reorderFrames` ahead; only the video's first frames,
 * which would be decoded before 0, share the first frame's time instead. So FFmpeg, MSE and mux.js's
 * probe agree on every time (signed offsets: FFmpeg shows 1 frame late; an edit list: VHS ignores it).
 * @throws Mp4Error when the segment does not hold exactly the frames of its place
 */
export function alignPresentation(segment: Segment, place: SegmentPlace): Segment {
  const frames = readFrames(segment, place);
  const times = frames.map((_, index) => decodeTicks(place, index));
  const end = decodeTicks(place, frames.length);
  const samples = segment.samples.map((sample, index): Sample => {
    const decoded = times[index] ?? 0;
    const shown = (frames[index] ?? 0) * place.ticksPerFrame;
    if (shown < decoded) throw new Mp4Error(`frame ${frames[index]} is decoded after it is shown`);
    return {
      ...sample,
      durationTicks: (times[index + 1] ?? end) - decoded,
      compositionTicks: shown - decoded,
    };
  });
  return { ...segment, decodeTicks: times[0] ?? 0, samples };
}

/** Frame numbers in decode order, proven to be those of the place, each once. */
function readFrames(segment: Segment, place: SegmentPlace): readonly number[] {
  const frames = presentationTicks(segment).map((ticks) => {
    const frame = Math.round(ticks / place.ticksPerFrame);
    const offTicks = Math.abs(ticks - frame * place.ticksPerFrame);
    if (offTicks > place.ticksPerFrame * TOLERATED_FRAME_SHARE)
      throw new Mp4Error(`a frame lies at ${ticks} ticks, off the grid`);
    return frame;
  });
  if (frames.length !== place.frameCount) {
    throw new Mp4Error(`${frames.length} frames in the segment, not ${place.frameCount}`);
  }
  [...frames]
    .sort((a, b) => a - b)
    .forEach((frame, index) => {
      const expected = place.firstFrame + index;
      if (frame !== expected) throw new Mp4Error(`frame ${frame} where frame ${expected} belongs`);
    });
  return frames;
}

/** When the segment's sample `index` is decoded, on one schedule for the whole video. */
function decodeTicks(
  { firstFrame, totalFrames, ticksPerFrame, reorderFrames }: SegmentPlace,
  index: number,
): number {
  const frame = firstFrame + index;
  // Else demuxers, which add up durations, would report the video shorter by the reorder delay.
  if (frame === totalFrames) return totalFrames * ticksPerFrame;
  if (frame > reorderFrames) return (frame - reorderFrames) * ticksPerFrame;
  return Math.floor((frame * ticksPerFrame) / (reorderFrames + 1));
}
