import { AUDIO_SAMPLE_RATE } from '../../../src/lib/domain/audio-grid.ts';
import type { Plan } from '../../../src/lib/domain/plan.ts';

export type LoudnessTarget = NonNullable<NonNullable<Plan['audio']>['loudness']>;

/** What is done to the sound: one gain for all of it, so that quiet and loud passages keep their distance. */
export interface LoudnessChange {
  readonly gainDb: number;
  readonly truePeakDb: number;
}

/** EBU R128 counts nothing below this: a meter that answers it has heard silence, or less than a block of 400 ms. */
const SILENCE_LUFS = -70;
/** More would lift a room's noise to the loudness of speech. */
const MAX_GAIN_DB = 20;
const MIN_GAIN_DB = -30;

/** The integrated loudness in LUFS from the summary that `ebur128` prints at its end; null when it printed none. */
export function parseLoudness(lines: readonly string[]): number | null {
  const said = lines.findLast((line) => /^\s*I:\s.*LUFS/.test(line));
  const value = Number(/I:\s+(-?[\d.]+) LUFS/.exec(said ?? '')?.[1]);
  return said === undefined || !Number.isFinite(value) ? null : value;
}

/**
 * The gain that brings sound to its target, to a tenth; null for silence and for what could not be measured.
 * @param lufs as measured
 */
export function planLoudness(lufs: number | null, target: LoudnessTarget): LoudnessChange | null {
  if (lufs === null || lufs <= SILENCE_LUFS) return null;
  const wanted = Math.round((target.targetLufs - lufs) * 10) / 10;
  const gainDb = Math.min(MAX_GAIN_DB, Math.max(MIN_GAIN_DB, wanted));
  return { gainDb, truePeakDb: target.truePeakDb };
}

/**
 * Room under the peak, for what AAC adds: a limiter at -2.5 dB let bursts of noise out at +1.3 dB, the worst of the
 * tests; most of that lay between samples, which is why it works at twice the rate.
 */
const PEAK_MARGIN_DB = 2;
const LIMITER_SAMPLE_RATE = 2 * AUDIO_SAMPLE_RATE;

/** The gain and a limiter that looks ahead, for all that the gain lifts over the peak. Its delay is taken out. */
export function buildLoudnessFilters({ gainDb, truePeakDb }: LoudnessChange): readonly string[] {
  const limit = 10 ** ((truePeakDb - PEAK_MARGIN_DB) / 20);
  return [
    `volume=${gainDb.toFixed(1)}dB`,
    // Half the usual filter: cheaper, and bursts of noise stay as low (-2.5 dB for a limit of -2.5).
    `aresample=${LIMITER_SAMPLE_RATE}:filter_size=16`,
    `alimiter=limit=${limit.toFixed(4)}:attack=5:release=50:level=disabled:latency=enabled`,
    `aresample=${AUDIO_SAMPLE_RATE}:filter_size=16`,
  ];
}
