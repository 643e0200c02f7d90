/** Who stopped this early has not begun. */
const LEAST_SECONDS = 5;
/** The credits: who stopped in the last twentieth, or the last ten seconds, has seen it. */
const END_SHARE = 0.05;
const END_SECONDS = 10;

/**
 * Where to go on with a video that was stopped at `seconds`.
 * @returns null where there is nothing to go on with: hardly begun, or as good as seen
 */
export function resumePosition(seconds: number, durationSeconds: number): number | null {
  // Of a short one half is worth going on with, whatever its last seconds are.
  const ending = Math.min(Math.max(END_SECONDS, durationSeconds * END_SHARE), durationSeconds / 2);
  const isWithin =
    seconds >= Math.min(LEAST_SECONDS, durationSeconds / 4) && seconds < durationSeconds - ending;
  return isWithin ? seconds : null;
}
