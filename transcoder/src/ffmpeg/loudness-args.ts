import { AUDIO_FORMAT, type AudioJob } from './audio-args.ts';
import { buildInputArgs } from './input-args.ts';

export type LoudnessJob = Pick<AudioJob, 'inputUrl' | 'demuxer' | 'streamIndex'> & {
  /** Where the source begins on its own timeline, and how long it says it is; null when it does not say. */
  readonly startSeconds: number;
  readonly durationSeconds: number | null;
  /** Of the whole source; null when unknown. */
  readonly sourceBitrateBps: number | null;
};

interface Stretch {
  readonly startSeconds: number;
  readonly seconds: number;
}

/** Up to this all is measured. Everything waits for it: half a minute takes a fifth of a second of CPU. */
const WHOLE_SECONDS = 30;
/** Of longer sound, stretches spread evenly. Each leaps about in the file three times, and viewers wait for that. */
const STRETCHES = 4;
const STRETCH_SECONDS = 6;
/** Never more than this is decoded. */
export const MEASURED_SECONDS = Math.max(WHOLE_SECONDS, STRETCHES * STRETCH_SECONDS);
/** Sound lies between pictures, which are read with it: no more of them than this, within reason. */
const READ_BITS = 8 * 16_000_000;
/** Five of EBU R128's blocks of 400 ms. */
const MIN_STRETCH_SECONDS = 2;

/** What to measure of a source's sound, in seconds from its beginning. */
function planStretches(durationSeconds: number | null, sourceBitrateBps: number | null): readonly Stretch[] {
  const readableSeconds = READ_BITS / Math.max(1, sourceBitrateBps ?? 0);
  const wholeSeconds = Math.max(STRETCHES * MIN_STRETCH_SECONDS, Math.min(WHOLE_SECONDS, readableSeconds));
  if (durationSeconds === null || durationSeconds <= wholeSeconds)
    return [{ startSeconds: 0, seconds: WHOLE_SECONDS }];
  const seconds = Math.max(MIN_STRETCH_SECONDS, Math.min(STRETCH_SECONDS, readableSeconds / STRETCHES));
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
        : ['-seek_timestamp', '1', '-ss', (job.startSeconds + startSeconds).toFixed(6)]),
      ...['-t', seconds.toFixed(6)],
      ...buildInputArgs({ url: job.inputUrl, demuxer: job.demuxer, isHeaderEnough: true }),
    ]),
    ...['-filter_complex', `${[...formatted, joined].join(';')},ebur128=framelog=verbose[out]`],
    ...['-map', '[out]', '-f', 'null', '-'],
  ];
}
