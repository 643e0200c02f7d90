import { buildCodecArgs, type EncodeJob, MOV_FLAGS } from './encode-args.ts';
import { buildFilterGraph } from './filter-graph.ts';
import { buildInputArgs } from './input-args.ts';
import { planSeek } from './seek.ts';

export interface SampleJob extends Omit<EncodeJob, 'segmentCount' | 'firstSegment' | 'outputDirectory'> {
  /** First frame of the stretch, a multiple of `frames`. */
  readonly firstFrame: number;
  readonly frames: number;
  /** Exists. Samples are written there as `<rung>.mp4`, measures as `<rung>.ssim` and `<rung>.detail`. */
  readonly directory: string;
}

/** Encodes a short stretch into every rung as it is planned, and measures what each shows that the next does not. */
export function buildSampleArgs(job: SampleJob): readonly string[] {
  return [
    ...buildSourceArgs(job),
    ...['-filter_complex', buildDetailGraph(job)],
    ...job.rungs.flatMap((rung, index) => [
      ...['-map', `[e${index}]`, '-frames:v', String(job.frames)],
      ...['-fps_mode', 'passthrough'],
      ...buildCodecArgs(job, rung),
      // One fragment, so that the sizes of its frames can be read like a segment's.
      ...['-f', 'mp4', '-movflags', MOV_FLAGS, '-use_editlist', '0'],
      `${job.directory}/${rung.name}.mp4`,
    ]),
    ...job.rungs
      .slice(0, -1)
      .flatMap((_, index) => ['-map', `[d${index}]`, '-frames:v', String(job.frames), '-f', 'null', '-']),
  ];
}

/** Compares the encoded samples with the source's pictures. */
export function buildCompareArgs(job: SampleJob): readonly string[] {
  const graph = job.rungs.map(
    (rung, index) =>
      `[${index + 1}:v]setpts=N[e${index}];[e${index}][v${index}]${ssim(`${job.directory}/${rung.name}.ssim`)}[o${index}]`,
  );
  return [
    ...buildSourceArgs(job),
    ...job.rungs.flatMap(({ name }) => [
      // Our own files, on disk: nothing else is opened.
      ...['-protocol_whitelist', 'file', '-format_whitelist', 'mov'],
      // A tick is a frame, as after the grid's filter.
      ...['-r', `${job.grid.frameRate.num}/${job.grid.frameRate.den}`],
      ...['-f', 'mov', '-i', `file:${job.directory}/${name}.mp4`],
    ]),
    ...['-filter_complex', [buildFilterGraph(job, planSampleSeek(job).prerollFrames), ...graph].join(';')],
    ...job.rungs.flatMap((_, index) => [
      ...['-map', `[o${index}]`, '-frames:v', String(job.frames)],
      ...['-f', 'null', '-'],
    ]),
  ];
}

function buildSourceArgs(job: SampleJob): readonly string[] {
  return [
    ...['-hide_banner', '-nostdin', '-y'],
    ...['-loglevel', 'warning'],
    ...['-threads', String(job.threads)],
    ...planSampleSeek(job).args,
    ...buildInputArgs({ url: job.inputUrl, demuxer: job.demuxer }),
    ...['-filter_complex_threads', String(job.threads)],
  ];
}

/** As if the stretch were a segment. */
function planSampleSeek(job: SampleJob) {
  const grid = { ...job.grid, framesPerSegment: job.frames };
  return planSeek({ ...job, grid, firstSegment: job.firstFrame / job.frames });
}

/** Each rung's picture goes to its encoder and, made of the next lower rung's, beside the real one. */
function buildDetailGraph(job: SampleJob): string {
  const last = job.rungs.length - 1;
  const branches = job.rungs.map((rung, index) => {
    const labels = [`[e${index}]`];
    if (index < last) labels.push(`[a${index}]`);
    if (index > 0) labels.push(`[b${index}]`);
    const split = `[v${index}]split=${labels.length}${labels.join('')}`;
    if (index === last) return split;
    const scaled = `[b${index + 1}]scale=${rung.width}:${rung.height}:flags=bicubic,setsar=1[u${index}]`;
    return `${split};${scaled};[u${index}][a${index}]${ssim(`${job.directory}/${rung.name}.detail`)}[d${index}]`;
  });
  return [buildFilterGraph(job, planSampleSeek(job).prerollFrames), ...branches].join(';');
}

function ssim(path: string): string {
  return `ssim=stats_file=${escapePath(path)}`;
}

/** Twice: for the filter's options, and for the graph around them. */
function escapePath(path: string): string {
  return path.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&');
}
