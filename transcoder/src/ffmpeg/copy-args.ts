import { buildSegmentArgs, type EncodeJob } from './encode-args.ts';
import { buildInputArgs } from './input-args.ts';

export type CopyJob = Pick<
  EncodeJob,
  'inputUrl' | 'demuxer' | 'videoStartSeconds' | 'grid' | 'firstSegment' | 'segmentCount' | 'outputDirectory'
> & { readonly rungName: string };

/** The source's own stream, cut on the grid: nothing is decoded. Its segments are checked like encoded ones. */
export function buildCopyArgs(job: CopyJob): readonly string[] {
  const { grid, firstSegment } = job;
  const { num, den } = grid.frameRate;
  const firstFrame = firstSegment * grid.framesPerSegment;
  const lastFrame = Math.min(grid.totalFrames, firstFrame + job.segmentCount * grid.framesPerSegment);
  // Half a frame late, so that no rounding of the keyframe's own time hides it from the seek.
  const shift = firstFrame === 0 ? 0 : den / num / 2;
  const startSeconds = (firstFrame * den) / num + shift;
  const seconds = job.videoStartSeconds + startSeconds;
  return [
    ...['-hide_banner', '-nostdin', '-y'],
    ...['-loglevel', 'warning'],
    ...['-seek_timestamp', '1'],
    ...(firstFrame === 0
      ? ['-itsoffset', (-seconds).toFixed(6)]
      : ['-noaccurate_seek', '-ss', seconds.toFixed(6)]),
    ...buildInputArgs({ url: job.inputUrl, demuxer: job.demuxer }),
    ...['-map', '0:V:0'],
    ...['-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-c:v', 'copy'],
    // The keyframe lies that half frame before the time that was asked for.
    ...['-copypriorss', '1'],
    // In decode order: of closed GOPs these are the frames of the chunk and no others.
    ...['-frames:v', String(lastFrame - firstFrame)],
    ...['-output_ts_offset', startSeconds.toFixed(6)],
    ...['-avoid_negative_ts', 'disabled'],
    ...buildSegmentArgs(job, `${job.outputDirectory}/${job.rungName}`),
  ];
}
