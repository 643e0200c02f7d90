/** What anybody would do without us: FFmpeg on the command line, the same rungs, HLS with fMP4 segments. */
import type { Grid } from '../../src/lib/domain/grid.ts';
import type { PlannedRung } from '../../src/lib/domain/plan.ts';

export interface PlainJob {
  readonly source: string;
  readonly grid: Grid;
  /** Largest first. */
  readonly rungs: readonly PlannedRung[];
  readonly audioBitrateBps: number;
  /** Has a folder for each rung, and one called `audio`. */
  readonly outputDirectory: string;
}

/** Issue 4's words for on-demand: preset fast, CRF 23; the two small rungs one and two steps less. */
const nominalCrf: Readonly<Record<string, number>> = { '360p': 24, '240p': 25 };

export const toNominal = (rungs: readonly PlannedRung[]): readonly PlannedRung[] =>
  rungs.map((rung) => ({ ...rung, preset: 'fast', tuning: '', crf: nominalCrf[rung.name] ?? 23 }));

/** One run for each rung, to be done one after the other; the first one makes the sound as well. */
export function buildPlainRuns(job: PlainJob): readonly (readonly string[])[] {
  return job.rungs.map((rung, index) => [
    ...['-i', job.source],
    ...['-map', '0:v:0', '-vf', scaleTo(rung)],
    ...buildVideoArgs(job, rung),
    ...(index === 0 ? buildAudioArgs(job) : []),
  ]);
}

/** All rungs and the sound in one run: one decode, each rung scaled from the one before. */
export function buildSingleRun(job: PlainJob): readonly string[] {
  const last = job.rungs.length - 1;
  const graph = job.rungs.map((rung, index) => {
    const input = index === 0 ? '[0:v:0]' : `[s${index}]`;
    const output = index === last ? `[v${index}]` : `,split[v${index}][s${index + 1}]`;
    return `${input}${scaleTo(rung)}${output}`;
  });
  return [
    ...['-i', job.source],
    ...['-filter_complex', graph.join(';')],
    ...job.rungs.flatMap((rung, index) => ['-map', `[v${index}]`, ...buildVideoArgs(job, rung)]),
    ...buildAudioArgs(job),
  ];
}

const scaleTo = ({ width, height }: PlannedRung) => `scale=${width}:${height}:flags=bicubic`;

function buildVideoArgs(
  job: PlainJob,
  { name, preset, tuning, crf, maxrateBps }: PlannedRung,
): readonly string[] {
  const { framesPerSegment } = job.grid;
  const position = `mod(n,${framesPerSegment})`;
  const middle = Math.ceil(framesPerSegment / 2);
  return [
    ...['-c:v', 'libx264', '-preset', preset, '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-crf', String(crf), '-maxrate', String(maxrateBps), '-bufsize', String(2 * maxrateBps)],
    ...(tuning ? ['-x264-params', tuning] : []),
    // Keyframes as ours has them: at each segment's start and in its middle.
    ...['-force_key_frames', `expr:eq(${position},0)+eq(${position},${middle})`],
    ...['-g', String(framesPerSegment), '-sc_threshold', '0', '-flags', '+cgop'],
    ...buildHlsArgs(job, name),
  ];
}

function buildAudioArgs(job: PlainJob): readonly string[] {
  const encode = ['-c:a', 'aac', '-b:a', String(job.audioBitrateBps), '-ac', '2', '-ar', '48000'];
  return ['-map', '0:a:0', ...encode, ...buildHlsArgs(job, 'audio')];
}

function buildHlsArgs({ grid, outputDirectory }: PlainJob, track: string): readonly string[] {
  const segmentSeconds = (grid.framesPerSegment * grid.frameRate.den) / grid.frameRate.num;
  return [
    ...['-f', 'hls', '-hls_segment_type', 'fmp4', '-hls_playlist_type', 'vod'],
    ...['-hls_time', String(segmentSeconds)],
    ...['-hls_segment_filename', `${outputDirectory}/${track}/%d.m4s`],
    `${outputDirectory}/${track}/playlist.m3u8`,
  ];
}
