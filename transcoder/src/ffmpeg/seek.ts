import type { EncodeJob } from './encode-args.ts';
import type { Demuxer } from './input-args.ts';

export interface Seek {
  /** Before `-i`. */
  readonly args: readonly string[];
  /** Output frames to drop before the first wanted one. */
  readonly prerollFrames: number;
}

/**
 * What to decode ahead of a chunk. Some containers seek to any packet near the time, not to the keyframe
 * before it: there, as far as keyframes may lie apart. MPEG-PS times its frames wrongly after a seek (by
 * 2 frames, measured), so it is read from the start: slower, but right.
 */
export const prerollSeconds: Readonly<Record<Demuxer, number>> = {
  mov: 0,
  matroska: 0,
  avi: 0,
  asf: 10,
  flv: 10,
  ogg: 10,
  mpeg: Number.POSITIVE_INFINITY,
  mpegts: 12,
};

/**
 * Seeks so that the frame shown at the chunk's start is decoded. FFmpeg goes to a keyframe at or before
 * the time; `-noaccurate_seek` hands every frame from there on to the fps filter, which alone decides
 * which one is shown at the start (a frame of a VFR source may have begun long before it).
 */
export function planSeek(
  job: Pick<EncodeJob, 'demuxer' | 'grid' | 'firstSegment' | 'videoStartSeconds'>,
): Seek {
  const { num, den } = job.grid.frameRate;
  const firstFrame = job.firstSegment * job.grid.framesPerSegment;
  // Whole frames, for the fps filter rounds times to a grid that begins at the seek time.
  const prerollFrames = Math.min(firstFrame, Math.ceil((prerollSeconds[job.demuxer] * num) / den));
  const seekFrame = firstFrame - prerollFrames;
  const seconds = job.videoStartSeconds + (seekFrame * den) / num;
  return {
    args: [
      // Times are the file's own, less what we say: what FFmpeg takes off itself for a stream that starts later than the
      // file depends on its version.
      ...['-copyts', '-itsoffset', (-seconds).toFixed(6)],
      // A seek to the very start fails in AVI and FLV, and FFmpeg then reads on from anywhere.
      ...(seekFrame === 0 ? [] : ['-seek_timestamp', '1', '-noaccurate_seek', '-ss', seconds.toFixed(6)]),
    ],
    prerollFrames,
  };
}
