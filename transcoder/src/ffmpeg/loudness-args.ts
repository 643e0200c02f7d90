import { AUDIO_FORMAT, type AudioJob } from './audio-args.ts';
import { buildInputArgs } from './input-args.ts';

type LoudnessJob = Pick<
  AudioJob,
  'inputUrl' | 'demuxer' | 'streamIndex' | 'videoStartSeconds' | 'durationSeconds'
> & {
  /** Of the whole source; null when unknown. */
  readonly sourceBitrateBps: number | null;
};

interface Stretch {
  readonly startSeconds: number;
  readonly seconds: number;
}

/** Up to this all is measured. Sound waits for it: a minute takes a third of a second of CPU. */
const WHOLE_SECONDS = 60;
/** Of longer sound, stretches spread evenly. Each leaps about in the file three times, and viewers wait for that. */
const STRETCHES = 5;
const STRETCH_SECONDS = 6;
/** Sound lies between pictures, which are read with it: not more of them than this. */
const MAX_READ_BITS = 8 * 64_000_000;
/** Two of EBU R128's blocks of 400 ms. */
const MIN_STRETCH_SECONDS = 1;

/** What to measure of a source's sound, in seconds from the first frame. */
function planStretches(durationSeconds: number, sourceBitrateBps: number | null): readonly Stretch[] {
  if (durationSeconds <= WHOLE_SECONDS) return [{ startSeconds: 0, seconds: durationSeconds }];
  const readable = MAX_READ_BITS / STRETCHES / Math.max(1, sourceBitrateBps ?? 0);
  const seconds = Math.max(MIN_STRETCH_SECONDS, Math.min(STRETCH_SECONDS, readable));
  const step = durationSeconds / STRETCHES;
  return Array.from({ length: STRETCHES }, (_, index) => ({
    startSeconds: (index + 0.5) * step - seconds / 2,
    seconds,
  }));
}

/** Measures the sound as it will be published, in two channels, by EBU R128. The answer is on stderr. */
export function buildLoudnessArgs(job: LoudnessJob): readonly string[] {
  const stretches = planStretches(job.durationSeconds, job.sourceBitrateBps);
  const formatted = stretches.map((_, index) => `[${index}:${job.streamIndex}]${AUDIO_FORMAT}[a${index}]`);
  const joined = `${stretches.map((_, index) => `[a${index}]`).join('')}concat=n=${stretches.length}:v=0:a=1`;
  return [
    ...['-hide_banner', '-nostdin', '-nostats'],
    // The summary is information; the log of each block is not.
    ...['-loglevel', 'info'],
    ...stretches.flatMap(({ startSeconds, seconds }) => [
      // A seek to the very start fails in AVI and FLV.
      ...(startSeconds === 0
        ? []
        : ['-seek_timestamp', '1', '-ss', (job.videoStartSeconds + startSeconds).toFixed(6)]),
      ...['-t', seconds.toFixed(6)],
      ...buildInputArgs({ url: job.inputUrl, demuxer: job.demuxer }),
    ]),
    ...['-filter_complex', `${[...formatted, joined].join(';')},ebur128=framelog=verbose[out]`],
    ...['-map', '[out]', '-f', 'null', '-'],
  ];
}
