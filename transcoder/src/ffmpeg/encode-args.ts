import type { Grid } from '../../../src/lib/domain/grid.ts';
import { buildFilterGraph } from './filter-graph.ts';
import { buildInputArgs, type Demuxer } from './input-args.ts';
import { planSeek } from './seek.ts';
import type { SourceColor } from './source-color.ts';

export interface EncodeRung {
  /** Also the name of its folder under `outputDirectory`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** x264 quality target; the cap rules where the picture is hard. */
  readonly crf: number;
  readonly maxrateBps: number;
  /** x264's. */
  readonly preset: string;
  /** What differs from the preset, as x264 writes it. */
  readonly tuning: string;
}

export interface EncodeJob {
  readonly inputUrl: string;
  readonly demuxer: Demuxer;
  /** When the source's first frame is shown on its own timeline: zero of ours. */
  readonly videoStartSeconds: number;
  readonly color: SourceColor;
  readonly isInterlaced: boolean;
  readonly grid: Grid;
  readonly firstSegment: number;
  readonly segmentCount: number;
  /** Largest first: each is scaled from the one before. */
  readonly rungs: readonly EncodeRung[];
  /** Somebody waits for the first picture: quick decisions, and the same SPS and PPS as of all other chunks. */
  readonly isHurried: boolean;
  /** Exists, with one folder per rung: FFmpeg makes none. */
  readonly outputDirectory: string;
  readonly threads: number;
}

/** Seconds of the cap that a decoder buffers: Apple's authoring rules allow up to 2 for VOD. */
const BUFFER_SECONDS = 2;

/** Below a segment's length by more than FFmpeg's clock noise (11 us), far less than the way to any other keyframe. */
const SPLIT_MARGIN_SECONDS = 0.00002;

/** 240p of 4 s: 0.51 s of CPU for 0.80 s, as many bytes, 0.9 dB less. What it moves in the headers `encoderParams` moves back. */
const HURRIED = 'trellis=0:subme=1:me=dia:rc-lookahead=10';

/** One decode, cascaded scaling, one set of CMAF segments per rung. */
export function buildEncodeArgs(job: EncodeJob): readonly string[] {
  const seek = planSeek(job);
  const { grid, firstSegment, segmentCount } = job;
  const reachesEnd = (firstSegment + segmentCount) * grid.framesPerSegment >= grid.totalFrames;
  const isHeaderEnough = job.isHurried && !reachesEnd;
  return [
    ...['-hide_banner', '-nostdin', '-y'],
    ...['-loglevel', 'warning'],
    ...['-threads', String(job.threads)],
    ...seek.args,
    ...buildInputArgs({ url: job.inputUrl, demuxer: job.demuxer, isHeaderEnough }),
    ...['-filter_complex_threads', String(job.threads)],
    ...['-filter_complex', buildFilterGraph(job, seek.prerollFrames)],
    ...job.rungs.flatMap((rung, index) => buildRungArgs(job, rung, index)),
  ];
}

function buildRungArgs(job: EncodeJob, rung: EncodeRung, index: number): readonly string[] {
  const { grid } = job;
  const firstFrame = job.firstSegment * grid.framesPerSegment;
  const lastFrame = Math.min(grid.totalFrames, firstFrame + job.segmentCount * grid.framesPerSegment);
  const startSeconds = (firstFrame * grid.frameRate.den) / grid.frameRate.num;
  return [
    ...['-map', `[v${index}]`],
    // The source's tags (titles, places, cameras) are no business of viewers.
    ...['-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-frames:v', String(lastFrame - firstFrame)],
    // The fps filter has laid the frames on the grid: FFmpeg shall not do it again.
    ...['-fps_mode', 'passthrough'],
    ...buildCodecArgs(job, rung),
    // The chunk's frames count from 0; the muxer puts them in their place.
    ...['-output_ts_offset', startSeconds.toFixed(6)],
    // Else FFmpeg moves chunk 0 alone, by its reorder delay.
    ...['-avoid_negative_ts', 'disabled'],
    ...buildSegmentArgs(job, `${job.outputDirectory}/${rung.name}`),
  ];
}

/** The encoder and its settings, for a whole rung and for a sample of it alike. */
export function buildCodecArgs(
  job: Pick<EncodeJob, 'grid' | 'threads' | 'isHurried'>,
  rung: EncodeRung,
): readonly string[] {
  return [
    ...['-c:v', 'libx264'],
    ...['-preset', rung.preset],
    ...['-profile:v', 'high'],
    ...['-crf', String(rung.crf)],
    ...['-maxrate', String(rung.maxrateBps)],
    ...['-bufsize', String(rung.maxrateBps * BUFFER_SECONDS)],
    // Both pinned, whatever the preset: they make the reorder delay, REORDER_FRAMES of the ladder.
    ...['-bf', '3', '-b-pyramid', 'normal'],
    // Keyframes where the grid wants them and nowhere else; closed, so that each segment stands alone.
    ...['-force_key_frames', keyframeExpression(job.grid.framesPerSegment)],
    ...['-forced-idr', '1', '-g', String(job.grid.framesPerSegment), '-sc_threshold', '0', '-flags', '+cgop'],
    // Same SPS and PPS in every chunk, whatever the content of each: one init segment serves all.
    ...['-x264-params', encoderParams(rung, job.isHurried)],
    ...['-threads', String(job.threads)],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
  ];
}

/**
 * Presets whose subme is 6 or more: there x264 weighs what the eye sees, and writes a lower quantizer for colour into the
 * PPS. A hurried run does not weigh it, and must write the same, or no player could join its segments to the others.
 */
const PERCEPTUAL_PRESETS: readonly string[] = ['fast', 'medium', 'slow', 'slower', 'veryslow', 'placebo'];
const PERCEPTUAL_CHROMA = 'chroma-qp-offset=-2';

function encoderParams({ preset, tuning }: EncodeRung, isHurried: boolean): string {
  const tuned = tuning ? [tuning] : [];
  // The later word counts.
  const hurry = isHurried ? [HURRIED] : [];
  const header = isHurried && PERCEPTUAL_PRESETS.includes(preset) ? [PERCEPTUAL_CHROMA] : [];
  return ['stitchable=1', ...tuned, ...hurry, ...header].join(':');
}

/** A keyframe at each segment's start and one in its middle (2 s): players switch and seek there. In frames, so exact. */
function keyframeExpression(framesPerSegment: number): string {
  const position = `mod(n,${framesPerSegment})`;
  return `expr:eq(${position},0)+eq(${position},${Math.ceil(framesPerSegment / 2)})`;
}

/** CMAF segments on the grid into a folder, for encoded and for copied streams alike. */
export function buildSegmentArgs(
  { grid, firstSegment }: Pick<EncodeJob, 'grid' | 'firstSegment'>,
  directory: string,
): readonly string[] {
  const segmentSeconds = (grid.framesPerSegment * grid.frameRate.den) / grid.frameRate.num;
  return [
    ...['-f', 'hls'],
    ...['-hls_segment_type', 'fmp4'],
    // A segment gets its name when it is whole.
    ...['-hls_flags', 'temp_file'],
    ...['-hls_time', (segmentSeconds - SPLIT_MARGIN_SECONDS).toFixed(6)],
    // FFmpeg's own playlist is not used: keep it from growing.
    ...['-hls_list_size', '2'],
    ...['-start_number', String(firstSegment)],
    ...['-hls_fmp4_init_filename', 'init.mp4'],
    ...['-hls_segment_filename', `${directory}/%d.m4s`],
    // frag_discont keeps tfdt absolute; no edit list keeps the inits of all chunks equal.
    ...[
      '-hls_segment_options',
      `video_track_timescale=${grid.timescale}:use_editlist=0:movflags=${MOV_FLAGS}`,
    ],
    `${directory}/ffmpeg.m3u8`,
  ];
}

export const MOV_FLAGS = '+frag_custom+dash+delay_moov+frag_discont+negative_cts_offsets';
