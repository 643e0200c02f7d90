import { MediaError } from '../../../src/lib/domain/media-error.ts';
import type { Rational, SourceFacts } from '../../../src/lib/domain/source-facts.ts';
import { parseDemuxer } from './input-args.ts';
import { judgeFrameRate } from './judge-frame-rate.ts';
import { findKeyframeInterval } from './keyframe-interval.ts';
import { mediaLimits, refuseOversize } from './media-limits.ts';
import type { PacketSpan } from './packet-meter.ts';
import { type ProbedStream, type ProbeOutput, probeOutput } from './probe-output.ts';

/** What was measured beside the header, for headers lie. */
export interface Measured {
  readonly sizeBytes: number;
  /** When the first frame is shown and the last one ends, on the file's own timeline. */
  readonly firstFrameSeconds: number;
  readonly endSeconds: number;
  /** When the last one begins. */
  readonly lastFrameSeconds: number;
  /** Shown frames, when all were counted. */
  readonly frameCount: number | null;
  /** Of the sound; null when there is none to measure. */
  readonly loudnessLufs: number | null;
  /** The stretch at the end, or all, whose packets were listed. */
  readonly span: Pick<PacketSpan, 'startSeconds' | 'endSeconds' | 'keyframeSeconds'>;
}

/** Reads ffprobe's JSON. */
export function parseProbeJson(json: string): ProbeOutput {
  try {
    return probeOutput.parse(JSON.parse(json));
  } catch (cause) {
    throw new MediaError('CORRUPT_MEDIA', undefined, { cause });
  }
}

/**
 * The video stream that is meant: never cover art.
 * @throws MediaError when there is none, or one larger than we decode
 */
export function findVideo(
  probe: ProbeOutput,
): ProbedStream & { width: number; height: number; codec_name: string } {
  if (parseDemuxer(probe.format.format_name) === undefined) throw new MediaError('UNSUPPORTED_MEDIA');
  const video = probe.streams.find(
    (stream) => stream.codec_type === 'video' && !stream.disposition?.attached_pic,
  );
  if (!video) throw new MediaError('NO_VIDEO_STREAM');
  const { codec_name, width, height } = video;
  if (!width || !height) throw new MediaError('CORRUPT_MEDIA');
  if (codec_name === null) throw new MediaError('UNSUPPORTED_MEDIA');
  if (width * height > mediaLimits.pixels) throw new MediaError('MEDIA_LIMIT_EXCEEDED');
  return { ...video, codec_name, width, height };
}

/**
 * Joins header and measurement to the facts that a plan is made from.
 * @throws MediaError when it has no length, or is larger than we encode
 */
export function parseProbe(probe: ProbeOutput, measured: Measured): SourceFacts {
  const facts = joinFacts(probe, measured);
  refuseOversize(facts);
  return facts;
}

function joinFacts(probe: ProbeOutput, measured: Measured): SourceFacts {
  const video = findVideo(probe);
  const judged = judgeFrameRate(video);
  const { isVariable } = judged;
  const rate = isVariable ? averageRate(measured, judged.rate) : judged.rate;
  const durationSeconds = measureDuration(measured, rate, isVariable);
  if (!(durationSeconds > 0)) throw new MediaError('CORRUPT_MEDIA');
  return {
    formatName: probe.format.format_name,
    durationSeconds,
    frameCount: measured.frameCount,
    sizeBytes: measured.sizeBytes,
    bitrateBps: toInteger(probe.format.bit_rate),
    video: {
      codec: video.codec_name,
      profile: video.profile,
      ...displaySize(video),
      codedWidth: video.coded_width || video.width,
      codedHeight: video.coded_height || video.height,
      rotationDegrees: rotationOf(video),
      sampleAspectRatio: video.sample_aspect_ratio ?? { num: 1, den: 1 },
      frameRate: rate,
      startSeconds: measured.firstFrameSeconds,
      pixelFormat: video.pix_fmt,
      colorTransfer: video.color_transfer,
      colorPrimaries: video.color_primaries,
      colorSpace: video.color_space,
      colorRange: video.color_range,
      fieldOrder: video.field_order,
      bitrateBps: toInteger(video.bit_rate),
      isVariableFrameRate: isVariable,
      keyframeInterval: isVariable ? null : measureKeyframes(measured, rate),
    },
    audio: parseAudio(probe, measured),
  };
}

/** Headers of a variable rate are estimates, or count a last frame that has no length: counted frames are better. */
function averageRate(
  { firstFrameSeconds, lastFrameSeconds, frameCount }: Measured,
  stated: Rational,
): Rational {
  const seconds = lastFrameSeconds - firstFrameSeconds;
  if (frameCount === null || frameCount < 2 || seconds <= 0) return stated;
  return { num: Math.round((frameCount - 1) * 1_000_000), den: Math.max(1, Math.round(seconds * 1_000_000)) };
}

function measureKeyframes({ firstFrameSeconds, span }: Measured, rate: Rational): number | null {
  const since = (seconds: number): number => seconds - firstFrameSeconds;
  const stretch = { startSeconds: since(span.startSeconds), endSeconds: since(span.endSeconds) };
  return findKeyframeInterval(span.keyframeSeconds.map(since), stretch, rate);
}

/** Some containers time frames by when they are decoded, 1 or 2 frames off: counted frames are better where they agree. */
const COUNT_TOLERANCE_FRAMES = 2.5;
/** Recorders that close a file in haste give its last frame no length: it is shown for a frame, or in a variable rate for this. */
const MIN_LAST_SECONDS = 1 / 30;

function measureDuration(
  { firstFrameSeconds, endSeconds, lastFrameSeconds, frameCount }: Measured,
  rate: Rational,
  isVariable: boolean,
): number {
  const frameSeconds = rate.den / rate.num;
  const lastSeconds = isVariable ? Math.min(frameSeconds, MIN_LAST_SECONDS) : frameSeconds;
  const hasLength = endSeconds - lastFrameSeconds > lastSeconds / 2;
  const timed = (hasLength ? endSeconds : lastFrameSeconds + lastSeconds) - firstFrameSeconds;
  if (frameCount === null || isVariable) return timed;
  const counted = frameCount * frameSeconds;
  return Math.abs(counted - timed) < COUNT_TOLERANCE_FRAMES * frameSeconds ? counted : timed;
}

/** The track of sound that its maker marked, else the first. */
export function findAudio(probe: ProbeOutput): ProbedStream | undefined {
  const usable = probe.streams.filter(
    (stream) => stream.codec_type === 'audio' && stream.channels && stream.sample_rate,
  );
  return usable.find((stream) => stream.disposition?.default) ?? usable[0];
}

function parseAudio(probe: ProbeOutput, { loudnessLufs }: Measured): SourceFacts['audio'] {
  const audio = findAudio(probe);
  if (!audio?.codec_name || !audio.channels || !audio.sample_rate) return null;
  return {
    codec: audio.codec_name,
    channels: audio.channels,
    sampleRate: audio.sample_rate,
    startSeconds: audio.start_time ?? 0,
    durationSeconds: audio.duration,
    streamIndex: audio.index,
    loudnessLufs,
  };
}

/** Degrees to turn the coded picture clockwise, 0 to 359. */
function rotationOf(stream: ProbedStream): number {
  const matrix = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation;
  const tag = Number(stream.tags?.rotate);
  // The matrix counts counter-clockwise, the old tag clockwise.
  const degrees = matrix === undefined ? (Number.isFinite(tag) ? tag : 0) : -matrix;
  return ((Math.round(degrees) % 360) + 360) % 360;
}

/** As it is seen: square pixels (the width is stretched), then turned. */
function displaySize(stream: ProbedStream & { width: number; height: number }): {
  width: number;
  height: number;
} {
  const { num, den } = stream.sample_aspect_ratio ?? { num: 1, den: 1 };
  const width = Math.max(1, Math.round((stream.width * num) / den));
  const isOnItsSide = rotationOf(stream) % 180 === 90;
  return isOnItsSide ? { width: stream.height, height: width } : { width, height: stream.height };
}

function toInteger(value: number | null): number | null {
  return value === null ? null : Math.max(0, Math.round(value));
}
