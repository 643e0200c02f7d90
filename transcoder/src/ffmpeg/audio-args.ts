import { AUDIO_SAMPLE_RATE, SAMPLES_PER_FRAME } from '../../../src/lib/domain/audio-grid.ts';
import { MOV_FLAGS } from './encode-args.ts';
import { buildInputArgs, type Demuxer } from './input-args.ts';
import { buildLoudnessFilters, type LoudnessChange } from './loudness.ts';
import { prerollSeconds } from './seek.ts';

export interface AudioJob {
  readonly inputUrl: string;
  readonly demuxer: Demuxer;
  /** Index of the stream in the source, over all kinds of streams. */
  readonly streamIndex: number;
  /** When the source's first frame is shown on its own timeline: zero of ours, for sound too. */
  readonly videoStartSeconds: number;
  /** Length of the video: the sound is padded with silence or cut to it. */
  readonly durationSeconds: number;
  readonly segmentSeconds: number;
  readonly bitrateBps: number;
  /** Null leaves the sound as loud as it is. */
  readonly loudness: LoudnessChange | null;
  /** Exists. */
  readonly outputDirectory: string;
  /** Absent: all of it. */
  readonly stretch?: SoundStretch;
}

/** Whole segments out of the middle, to lie between the others as if they came from one encode. */
export interface SoundStretch {
  /** Begins exactly on an AAC frame (`findExactStart`). */
  readonly firstSegment: number;
  readonly startTicks: number;
  readonly lengthTicks: number;
}

/** What all sound becomes, whatever its channels and rate. */
export const AUDIO_FORMAT = `aformat=sample_fmts=fltp:sample_rates=${AUDIO_SAMPLE_RATE}:channel_layouts=stereo`;

/** Whole AAC frames before a stretch, a second of them: encoder, limiter and resampler have forgotten by then that they began there. */
const PREROLL_TICKS = 45 * SAMPLES_PER_FRAME;
/** Frames after it: the last one of the stretch is coded with a look at the next. */
const TAIL_TICKS = 4 * SAMPLES_PER_FRAME;

/** Where FFmpeg's own time begins on ours, how much it encodes from there, and which frames of that are kept. */
function planTimes({ durationSeconds, stretch }: AudioJob) {
  if (!stretch) return { zeroSeconds: 0, seconds: durationSeconds, dropped: 'lt(pts\\,0)' };
  const { startTicks, lengthTicks } = stretch;
  const zeroSeconds = (startTicks - PREROLL_TICKS) / AUDIO_SAMPLE_RATE;
  const neededSeconds = (PREROLL_TICKS + lengthTicks + TAIL_TICKS) / AUDIO_SAMPLE_RATE;
  return {
    zeroSeconds,
    seconds: Math.min(neededSeconds, durationSeconds - zeroSeconds),
    dropped: `lt(pts\\,${PREROLL_TICKS})+gte(pts\\,${PREROLL_TICKS + lengthTicks})`,
  };
}

function buildSeekArgs({ stretch, demuxer, videoStartSeconds }: AudioJob, zeroSeconds: number) {
  if (!stretch) return [];
  const seconds = Math.max(0, zeroSeconds - prerollSeconds[demuxer]);
  if (seconds === 0) return [];
  return ['-seek_timestamp', '1', '-noaccurate_seek', '-ss', (videoStartSeconds + seconds).toFixed(6)];
}

/** The whole sound in one encode (joins of AAC click), cut into segments at whole AAC frames; or a stretch of it. */
export function buildAudioArgs(job: AudioJob): readonly string[] {
  const { zeroSeconds, seconds, dropped } = planTimes(job);
  return [
    ...['-hide_banner', '-nostdin', '-y'],
    ...['-loglevel', 'warning'],
    // Times are the file's own, less the video's start; see `planSeek`.
    ...['-copyts', '-itsoffset', (-job.videoStartSeconds - zeroSeconds).toFixed(6)],
    ...buildSeekArgs(job, zeroSeconds),
    ...buildInputArgs({ url: job.inputUrl, demuxer: job.demuxer, isHeaderEnough: true }),
    ...['-map', `0:${job.streamIndex}`],
    ...['-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-af', buildAudioFilters(job.loudness, seconds)],
    // 1.5 times as fast as the default, which FFmpeg's manual prefers below 64 kbit/s alone; noise overshoots 1 dB less.
    ...['-c:a', 'aac', '-profile:a', 'aac_low', '-aac_coder', 'fast'],
    ...['-b:a', String(job.bitrateBps)],
    // The encoder's priming frame lies before 0. Without it the first 21 ms fade in; with it all sound is 21 ms late.
    ...['-bsf:a', `noise=drop=${dropped}`],
    ...['-avoid_negative_ts', 'disabled'],
    ...(job.stretch ? ['-output_ts_offset', zeroSeconds.toFixed(6)] : []),
    ...['-f', 'hls'],
    ...['-hls_segment_type', 'fmp4'],
    // A segment gets its name when it is whole.
    ...['-hls_flags', 'temp_file'],
    ...['-hls_time', job.segmentSeconds.toFixed(6)],
    ...['-hls_list_size', '2'],
    ...['-start_number', String(job.stretch?.firstSegment ?? 0)],
    ...['-hls_fmp4_init_filename', 'init.mp4'],
    ...['-hls_segment_filename', `${job.outputDirectory}/%d.m4s`],
    ...['-hls_segment_options', `use_editlist=0:movflags=${MOV_FLAGS}`],
    `${job.outputDirectory}/ffmpeg.m3u8`,
  ];
}

function buildAudioFilters(loudness: LoudnessChange | null, seconds: number): string {
  const duration = seconds.toFixed(6);
  return [
    // Silence where the source has none: before its first sample and in gaps; what lies before 0 is cut.
    'aresample=async=1:first_pts=0',
    AUDIO_FORMAT,
    ...(loudness ? buildLoudnessFilters(loudness) : []),
    `apad=whole_dur=${duration}`,
    `atrim=end=${duration}`,
  ].join(',');
}
