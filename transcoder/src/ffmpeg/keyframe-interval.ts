import { type Rational, toNumber } from '../../../src/lib/domain/source-facts.ts';

/** Longer than any segment: of no use. */
const MAX_INTERVAL_SECONDS = 8;
/** Times are rounded by containers, to a millisecond at worst. */
const TOLERATED_FRAME_SHARE = 0.1;
/** Two could be chance. */
const MIN_WITNESSES = 3;

/**
 * Every how many frames a keyframe lies, counted from the first frame. More of them between do no harm.
 * @param keyframeSeconds from the first frame on, as far as they were looked at: all of a stretch
 * @param span the stretch's first and last frame, in seconds likewise
 * @returns null when they lie irregularly, off the frames of the rate, or too far apart
 */
export function findKeyframeInterval(
  keyframeSeconds: readonly number[],
  span: { readonly startSeconds: number; readonly endSeconds: number },
  rate: Rational,
): number | null {
  const fps = toNumber(rate);
  const frames = keyframeSeconds.map((seconds) => seconds * fps);
  if (frames.some((frame) => Math.abs(frame - Math.round(frame)) > TOLERATED_FRAME_SHARE)) return null;
  const keyframes = new Set(frames.map(Math.round));
  const first = Math.round(span.startSeconds * fps);
  const last = Math.round(span.endSeconds * fps) - 1;
  for (let interval = 1; interval <= MAX_INTERVAL_SECONDS * fps; interval++) {
    const from = Math.ceil(first / interval);
    const to = Math.floor(last / interval);
    if (to - from + 1 < MIN_WITNESSES) return null;
    let multiple = from;
    while (multiple <= to && keyframes.has(multiple * interval)) multiple++;
    if (multiple > to) return interval;
  }
  return null;
}
