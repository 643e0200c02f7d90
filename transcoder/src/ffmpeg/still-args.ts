import { buildInputArgs, type Demuxer } from './input-args.ts';
import { buildNormalizeFilters, type SourceColor } from './source-filters.ts';

export interface StillJob {
  readonly inputUrl: string;
  readonly demuxer: Demuxer;
  readonly videoStartSeconds: number;
  readonly durationSeconds: number;
  readonly color: SourceColor;
  /** Display size of the source. */
  readonly width: number;
  readonly height: number;
  readonly outputPath: string;
  readonly threads: number;
}

/** As wide as a card on a large screen at double density. */
const MAX_WIDTH = 1280;
/** Past titles and black, before the plot. */
const POSITION = 0.1;
/** The filter picks the frame nearest the mean of this many and keeps them all in memory. */
const STRETCH_FRAMES = 50;

/** One representative JPEG of the video, never upscaled. */
export function buildStillArgs(job: StillJob): readonly string[] {
  const width = toEven(Math.min(MAX_WIDTH, job.width));
  const height = toEven((job.height * width) / job.width);
  const seconds = job.videoStartSeconds + job.durationSeconds * POSITION;
  return [
    ...['-hide_banner', '-nostdin', '-y'],
    ...['-loglevel', 'warning'],
    ...['-threads', String(job.threads)],
    // To the keyframe before: near is enough. A seek to the very start fails in AVI and FLV.
    ...(job.durationSeconds * POSITION < 1
      ? []
      : ['-noaccurate_seek', '-seek_timestamp', '1', '-ss', seconds.toFixed(6)]),
    ...buildInputArgs({ url: job.inputUrl, demuxer: job.demuxer }),
    ...['-map', '0:V:0'],
    ...['-map_metadata', '-1'],
    // Scaled first, so that the stretch holds small pictures.
    ...[
      '-vf',
      [...buildNormalizeFilters(job.color, width, height), `thumbnail=n=${STRETCH_FRAMES}`].join(','),
    ],
    ...['-frames:v', '1'],
    // 2 (best) to 31: 4 shows no blocks at this size.
    ...['-c:v', 'mjpeg', '-q:v', '4', '-pix_fmt', 'yuvj420p'],
    ...['-f', 'image2', '-update', '1'],
    job.outputPath,
  ];
}

function toEven(value: number): number {
  return Math.max(2, 2 * Math.round(value / 2));
}
