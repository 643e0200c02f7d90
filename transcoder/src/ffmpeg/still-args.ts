import { toEven } from '../../../src/lib/domain/even-size.ts';
import { buildInputArgs, type Demuxer } from './input-args.ts';
import { buildJpegArgs, jpegFilters } from './jpeg-args.ts';
import type { SourceColor } from './source-color.ts';
import { buildNormalizeFilters } from './source-filters.ts';

export interface StillJob {
  readonly inputUrl: string;
  readonly demuxer: Demuxer;
  readonly color: SourceColor;
  readonly isInterlaced: boolean;
  /** Display size of the source. */
  readonly width: number;
  readonly height: number;
  readonly takes: readonly Take[];
  readonly outputDirectory: string;
}

/** Frames to take from one place of the source. */
export interface Take {
  /** On the source's own timeline; null reads from the start: a seek to the very start fails in AVI and FLV. */
  readonly seekSeconds: number | null;
  /** Past this nothing is read, so that a stream without keyframes is not read to its end. */
  readonly readSeconds: number;
  /** One keyframe near the place, or frames at this pace. */
  readonly secondsPerFrame: number | null;
  readonly frames: number;
}

/** As wide as a card on a large screen at double density. */
const MAX_WIDTH = 1280;
/** Small enough to judge in milliseconds, large enough that sharpness still shows. */
const GREY_WIDTH = 320;
/** 2 (best) to 31: 4 shows no blocks at this size. */
const QUALITY = 4;

/** Size of the grey pictures that `buildStillArgs` writes beside its JPEGs. */
export function greySizeOf(job: Pick<StillJob, 'width' | 'height'>): { width: number; height: number } {
  const width = Math.min(GREY_WIDTH, toEven(job.width));
  return { width, height: toEven((job.height * width) / job.width) };
}

/** Frames of the source as JPEGs `<take>-<n>.jpg`, n from 1, never upscaled, and all of a take in grey, raw, as `<take>.grey`. */
export function buildStillArgs(job: StillJob): readonly string[] {
  return [
    ...['-hide_banner', '-nostdin', '-y'],
    ...['-loglevel', 'warning'],
    ...job.takes.flatMap((take) => buildTakeInput(job, take)),
    ...['-filter_complex_threads', '1'],
    ...['-filter_complex', job.takes.map((take, index) => buildTakeGraph(job, take, index)).join(';')],
    ...job.takes.flatMap((take, index) => [
      ...['-map', `[still${index}]`, '-frames:v', String(take.frames)],
      ...buildJpegArgs(QUALITY),
      `${job.outputDirectory}/${index}-%d.jpg`,
      ...['-map', `[grey${index}]`, '-frames:v', String(take.frames), '-fps_mode', 'passthrough'],
      ...['-f', 'rawvideo', `${job.outputDirectory}/${index}.grey`],
    ]),
  ];
}

function buildTakeInput(job: StillJob, take: Take): readonly string[] {
  return [
    // One picture is decoded: more threads would only hold more of them in memory.
    ...['-threads', '1'],
    ...(take.secondsPerFrame === null ? ['-skip_frame', 'nokey'] : []),
    // To the keyframe before: near is enough.
    ...(take.seekSeconds === null
      ? []
      : ['-noaccurate_seek', '-seek_timestamp', '1', '-ss', take.seekSeconds.toFixed(6)]),
    ...['-t', take.readSeconds.toFixed(6)],
    ...buildInputArgs({ url: job.inputUrl, demuxer: job.demuxer }),
  ];
}

function buildTakeGraph(job: StillJob, take: Take, index: number): string {
  const width = toEven(Math.min(MAX_WIDTH, job.width));
  const height = toEven((job.height * width) / job.width);
  const grey = greySizeOf(job);
  const filters = [
    ...(take.secondsPerFrame === null ? [] : [buildPaceFilter(take.secondsPerFrame)]),
    // One field of two: the other would show moving things with combs.
    ...(job.isInterlaced ? ['field=type=top'] : []),
    ...buildNormalizeFilters(job.color, { width, height }, 'bicubic'),
    `split[colour${index}]`,
  ];
  return [
    `[${index}:V:0]${filters.join(',')}[small${index}]`,
    `[colour${index}]${jpegFilters.join(',')}[still${index}]`,
    `[small${index}]scale=${grey.width}:${grey.height}:flags=area:out_range=pc,format=gray[grey${index}]`,
  ].join(';');
}

/** The first frame, then whichever comes first after each such time. */
export function buildPaceFilter(secondsPerFrame: number): string {
  // Less than any frame lasts, more than times are rounded by.
  const SLACK = 0.002;
  const wait = Math.max(0, secondsPerFrame - SLACK).toFixed(6);
  return `select='isnan(prev_selected_t)+gte(t-prev_selected_t\\,${wait})'`;
}
