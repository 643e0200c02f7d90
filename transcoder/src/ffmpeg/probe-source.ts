import { MediaError } from '../../../src/lib/domain/media-error.ts';
import type { SourceFacts } from '../../../src/lib/domain/source-facts.ts';
import { FfmpegError } from './ffmpeg-error.ts';
import { type Demuxer, parseDemuxer } from './input-args.ts';
import { MEASURED_SECONDS } from './loudness-args.ts';
import { buildFirstFrameArgs, buildPacketArgs, firstFrameTries } from './measure-args.ts';
import { measureLoudness } from './measure-loudness.ts';
import { createPacketMeter, type PacketSpan, readSeconds } from './packet-meter.ts';
import { findAudio, findVideo, parseProbe, parseProbeJson } from './parse-probe.ts';
import { explainProbeFailure } from './probe-failure.ts';
import type { ProbeOutput } from './probe-output.ts';
import { readHeader, runProbe } from './probe-run.ts';
import type { ToolOptions } from './run-ffmpeg.ts';
import { measureLimits } from './run-limits.ts';

/** A tail this long holds a keyframe, and so the last frames, of nearly every file; else all is read. */
const MAX_TAIL_SECONDS = 15;
const MIN_TAIL_SECONDS = 5;
/** Everything waits for it, and files of many bytes a second have many keyframes. */
const TAIL_BITS = 8 * 5_000_000;

/** These do not time every frame, so that only counting them all tells the end. */
const untimedDemuxers: readonly Demuxer[] = ['avi', 'mpeg'];

interface Source {
  readonly url: string;
  readonly sizeBytes: number;
  readonly tools?: ToolOptions;
  /** What ffprobe says of it, where it was asked already. */
  readonly header?: Promise<string>;
}

/**
 * Probes and measures a source.
 * @param onHeader called before anything is measured, with what the header says: likely right, and not to be relied on
 * @throws MediaError when it is no video that we take; FfmpegError when it could not be read
 */
export async function probeSource(
  source: Source,
  onHeader?: (declared: SourceFacts) => void,
): Promise<SourceFacts> {
  // No range of nothing can be served, so that it would look like storage at fault.
  if (source.sizeBytes === 0) throw new MediaError('CORRUPT_MEDIA');
  const probe = parseProbeJson(await (source.header ?? readHeader(source.url, source.tools)));
  const { index, width, height } = findVideo(probe);
  const demuxer = parseDemuxer(probe.format.format_name);
  if (!demuxer) throw new MediaError('UNSUPPORTED_MEDIA');
  const stated = firstFrameOf(probe, index);
  const declared = stated === null ? null : believeHeader(probe, source.sizeBytes, stated);
  if (declared) onHeader?.(declared);
  const [firstFrameSeconds, { span, isWhole }, loudnessLufs] = await Promise.all([
    stated ?? findFirstFrame(source, demuxer, width * height),
    measureEnd(source, demuxer, probe),
    listen(source, demuxer, probe),
  ]);
  return parseProbe(probe, {
    sizeBytes: source.sizeBytes,
    firstFrameSeconds,
    endSeconds: span.endSeconds,
    span,
    lastFrameSeconds: span.lastStartSeconds,
    frameCount: isWhole ? span.packetCount : null,
    loudnessLufs,
  });
}

/** The facts as far as the header tells them; null where it does not, or tells what no video is. */
function believeHeader(probe: ProbeOutput, sizeBytes: number, firstFrameSeconds: number): SourceFacts | null {
  const { duration, start_time } = probe.format;
  if (duration === null) return null;
  const endSeconds = duration + (start_time ?? 0);
  const span = { startSeconds: firstFrameSeconds, endSeconds, keyframeSeconds: [] };
  const unmeasured = { lastFrameSeconds: endSeconds, frameCount: null, loudnessLufs: null };
  try {
    return parseProbe(probe, { sizeBytes, firstFrameSeconds, endSeconds, span, ...unmeasured });
  } catch (error) {
    // Only what is measured decides whether a video is refused.
    if (error instanceof MediaError) return null;
    throw error;
  }
}

function firstFrameOf({ frames }: ProbeOutput, index: number): number | null {
  const first = frames.find((frame) => frame.stream_index === index);
  return first?.best_effort_timestamp_time ?? null;
}

async function findFirstFrame(source: Source, demuxer: Demuxer, pixels: number): Promise<number> {
  for (const packets of firstFrameTries) {
    let first: number | null = null;
    const limits = measureLimits({ decodedPixels: pixels * packets });
    const onLine = (line: string): void => {
      first ??= readSeconds(line.split(',')[0]);
    };
    const args = buildFirstFrameArgs({ url: source.url, demuxer, packets });
    await runProbe(args, { ...source.tools, limits, onLine });
    if (first !== null) return first;
  }
  throw new MediaError('CORRUPT_MEDIA');
}

/** Here and not where the sound is encoded: beside the other measures it costs no time of its own. */
async function listen(source: Source, demuxer: Demuxer, probe: ProbeOutput): Promise<number | null> {
  const audio = findAudio(probe);
  if (!audio) return null;
  const { start_time, duration, bit_rate } = probe.format;
  const job = {
    inputUrl: source.url,
    demuxer,
    streamIndex: audio.index,
    startSeconds: start_time ?? 0,
    durationSeconds: duration,
    sourceBitrateBps: bit_rate,
  };
  const limits = measureLimits({ audioSeconds: MEASURED_SECONDS, readBytes: source.sizeBytes });
  try {
    return await measureLoudness(job, { ...source.tools, limits });
  } catch (error) {
    throw error instanceof FfmpegError ? explainProbeFailure(error) : error;
  }
}

async function measureEnd(
  source: Source,
  demuxer: Demuxer,
  probe: ProbeOutput,
): Promise<{ span: PacketSpan; isWhole: boolean }> {
  const { duration, start_time, bit_rate } = probe.format;
  const declaredEnd = duration === null ? 0 : duration + (start_time ?? 0);
  const affordable = bit_rate ? TAIL_BITS / bit_rate : MAX_TAIL_SECONDS;
  const tailSeconds = Math.min(MAX_TAIL_SECONDS, Math.max(MIN_TAIL_SECONDS, affordable));
  if (declaredEnd > 2 * tailSeconds && !untimedDemuxers.includes(demuxer)) {
    const tail = await measureFrom(source, demuxer, declaredEnd - tailSeconds);
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
  const args = buildPacketArgs({ url: source.url, demuxer, fromSeconds });
  const limits = measureLimits({ readBytes: source.sizeBytes });
  await runProbe(args, { ...source.tools, limits, onLine: (line) => meter.push(line) });
  return meter.span();
}
