import { mediaLimits } from './media-limits.ts';

/**
 * What FFmpeg and ffprobe may open. A protocol whitelist alone is not enough (a playlist renamed .mp4
 * makes requests through an allowed protocol: measured), so container formats and codecs are listed too.
 */

/** Containers that hold media themselves: no playlist, manifest, concat or subtitle format. */
export const allowedDemuxers = ['mov', 'matroska', 'avi', 'mpegts', 'mpeg', 'flv', 'ogg', 'asf'] as const;
export type Demuxer = (typeof allowedDemuxers)[number];

/** FFmpeg's decoder names. Rare lossless ones stay out: that is where the memory bugs are (CVE-2026-8461). */
const allowedDecoders = [
  ...[
    'h264',
    'hevc',
    'libdav1d',
    'vp8',
    'vp9',
    'mpeg4',
    'mpeg2video',
    'mpeg1video',
    'mjpeg',
    'prores',
    'dnxhd',
  ],
  ...['h263', 'msmpeg4', 'wmv2', 'wmv3', 'vc1', 'theora', 'flv'],
  // Of cover art, and of screens in QuickTime.
  'png',
  ...[
    'aac',
    'aac_latm',
    'mp3float',
    'mp3',
    'mp2float',
    'mp2',
    'ac3',
    'eac3',
    'opus',
    'libopus',
    'vorbis',
    'flac',
  ],
  ...['alac', 'amrnb', 'amrwb', 'wmav1', 'wmav2', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be'],
  ...['pcm_s32le', 'pcm_f32le', 'pcm_u8', 'pcm_mulaw', 'pcm_alaw'],
];

/** A loopback proxy that is silent this long has died; it retries storage itself for less. */
const READ_TIMEOUT_MICROSECONDS = 60_000_000;

/** Options common to every input, before its `-i`. */
export function buildLimitArgs(demuxers: readonly Demuxer[]): readonly string[] {
  return [
    // Nothing but the worker's own loopback proxy is ever read; it neither redirects nor plays radio.
    ...['-protocol_whitelist', 'http,tcp'],
    ...['-max_redirects', '0', '-icy', '0'],
    ...['-format_whitelist', demuxers.join(',')],
    ...['-codec_whitelist', allowedDecoders.join(',')],
    ...['-max_pixels', String(mediaLimits.pixels)],
    ...['-max_streams', String(mediaLimits.streams)],
    ...['-rw_timeout', String(READ_TIMEOUT_MICROSECONDS)],
  ];
}

interface ProbedInput {
  readonly url: string;
  readonly demuxer: Demuxer;
  /**
   * Begins on the header alone where that tells enough, and saves a tenth of a second and megabytes read in vain. Not
   * for the picture's end: how long the last frame lasts is found by reading ahead.
   */
  readonly isHeaderEnough?: boolean;
}

/** One input that was probed: its format is forced, so that no other demuxer is even asked. */
export function buildInputArgs(input: ProbedInput): readonly string[] {
  return [
    ...buildLimitArgs([input.demuxer]),
    ...(input.isHeaderEnough && input.demuxer === 'mov' ? ['-nofind_stream_info'] : []),
    ...['-f', input.demuxer],
    ...['-i', input.url],
  ];
}

const subtitleDecoders = ['mov_text', 'ssa', 'ass', 'subrip', 'srt', 'text', 'webvtt', 'cc_dec'];
const bitmapSubtitleDecoders = ['dvdsub', 'dvbsub', 'pgssub', 'xsub'];

/**
 * For ffprobe, behind its input: it opens a decoder for every stream, wanted or not, and fails where it may
 * not. Those of subtitles are opened and never fed: the list before, which the demuxer keeps to, lacks them.
 */
export function buildSubtitleArgs(): readonly string[] {
  return ['-codec_whitelist:s', [...subtitleDecoders, ...bitmapSubtitleDecoders].join(',')];
}

/** The demuxer of ffprobe's `format_name`, such as `mov,mp4,m4a,3gp,3g2,mj2`; undefined when not allowed. */
export function parseDemuxer(formatName: string): Demuxer | undefined {
  return allowedDemuxers.find((demuxer) => formatName.split(',').includes(demuxer));
}
