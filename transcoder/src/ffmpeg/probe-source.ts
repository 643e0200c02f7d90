import { MediaError } from '../../../src/lib/domain/media-error.ts';
import type { SourceFacts } from '../../../src/lib/domain/source-facts.ts';
import { FfmpegError, isInputFailure } from './ffmpeg-error.ts';
import { type Demuxer, parseDemuxer } from './input-args.ts';
import { buildFirstFrameArgs, buildPacketArgs } from './measure-args.ts';
import { createPacketMeter, type PacketSpan, readSeconds } from './packet-meter.ts';
import { findVideo, parseProbe, parseProbeJson } from './parse-probe.ts';
import { buildProbeArgs } from './probe-args.ts';
import type { ProbeOutput } from './probe-output.ts';
import { runTool, type ToolOptions } from './run-ffmpeg.ts';

/** A tail this long holds a keyframe, and so the last frames, of nearly every file; else all is read. */
const TAIL_SECONDS = 15;
/** Header facts of even a file with 64 streams fit; a hostile one's tags need not. */
const MAX_JSON_LENGTH = 4_000_000;

/** These do not time every frame, so that only counting them all tells the end. */
const untimedDemuxers: readonly Demuxer[] = ['avi', 'mpeg'];

interface Source {
  readonly url: string;
  readonly sizeBytes: number;
  readonly tools?: ToolOptions;
}

/**
 * Probes and measures a source.
 * @throws MediaError when it is no video that we take; FfmpegError when it could not be read
 */
export async function probeSource(source: Source): Promise<SourceFacts> {
  const probe = parseProbeJson(await readText(source, buildProbeArgs(source)));
  findVideo(probe);
  const demuxer = parseDemuxer(probe.format.format_name);
  if (!demuxer) throw new MediaError('UNSUPPORTED_MEDIA');
  const [firstFrameSeconds, { span, isWhole }] = await Promise.all([
    findFirstFrame(source, demuxer),
    measureEnd(source, demuxer, probe),
  ]);
  return parseProbe(probe, {
    sizeBytes: source.sizeBytes,
    firstFrameSeconds,
    endSeconds: span.endSeconds,
    frameCount: isWhole ? span.packetCount : null,
  });
}

async function findFirstFrame(source: Source, demuxer: Demuxer): Promise<number> {
  let first: number | null = null;
  await run(source, buildFirstFrameArgs({ url: source.url, demuxer }), (line) => {
    first ??= readSeconds(line.split(',')[0]);
  });
  if (first === null) throw new MediaError('CORRUPT_MEDIA');
  return first;
}

async function measureEnd(
  source: Source,
  demuxer: Demuxer,
  probe: ProbeOutput,
): Promise<{ span: PacketSpan; isWhole: boolean }> {
  const { duration, start_time } = probe.format;
  const declaredEnd = duration === null ? 0 : duration + (start_time ?? 0);
  if (declaredEnd > 2 * TAIL_SECONDS && !untimedDemuxers.includes(demuxer)) {
    const tail = await measureFrom(source, demuxer, declaredEnd - TAIL_SECONDS);
    if (tail) return { span: tail, isWhole: false };
  }
  const whole = await measureFrom(source, demuxer, null);
  if (!whole) throw new MediaError('CORRUPT_MEDIA');
  return { span: whole, isWhole: true };
}

async function measureFrom(
  source: Source,
  demuxer: Demuxer,
  fromSeconds: number | null,
): Promise<PacketSpan | null> {
  const meter = createPacketMeter();
  await run(source, buildPacketArgs({ url: source.url, demuxer, fromSeconds }), (line) => meter.push(line));
  return meter.span();
}

async function readText(source: Source, args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  let length = 0;
  await run(source, args, (line) => {
    length += line.length;
    if (length <= MAX_JSON_LENGTH) lines.push(line);
  });
  if (length > MAX_JSON_LENGTH) throw new MediaError('MEDIA_LIMIT_EXCEEDED');
  return lines.join('\n');
}

async function run(
  { tools }: Source,
  args: readonly string[],
  onLine: (line: string) => void,
): Promise<void> {
  try {
    await runTool('ffprobe', args, { ...tools, onLine });
  } catch (cause) {
    if (!(cause instanceof FfmpegError) || isInputFailure(cause.stderrTail)) throw cause;
    const said = cause.stderrTail.join('\n');
    throw new MediaError(/whitelist/i.test(said) ? 'UNSUPPORTED_MEDIA' : 'CORRUPT_MEDIA', undefined, {
      cause,
    });
  }
}
