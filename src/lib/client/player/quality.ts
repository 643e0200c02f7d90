/** One rung as VHS offers it. `enabled` without an argument reads, with one writes. */
export interface Representation {
  readonly id: string;
  readonly width?: number;
  readonly height?: number;
  readonly bandwidth: number;
  enabled(on?: boolean): boolean;
}

/** `auto`, or the height as people name it: the short side, so that portrait video is right. */
export type Quality = 'auto' | number;

function heightOf(rung: Representation): number {
  return Math.min(rung.width ?? rung.height ?? 0, rung.height ?? 0);
}

/** The choices of the menu: largest first, each height once. */
export function qualitiesOf(rungs: readonly Representation[]): readonly number[] {
  const heights = new Set(rungs.map(heightOf).filter((height) => height > 0));
  return [...heights].sort((a, b) => b - a);
}

/**
 * Leaves the chosen rung alone in play, or all of them for `auto`.
 *
 * VHS throws its buffer away and goes on with the rung that was switched on last, and does nothing at all
 * when one is switched off. So the rung to go on with is switched last: the chosen one, to be seen at once;
 * for `auto` the one that plays, so that nothing is loaded twice and VHS adapts from there.
 */
export function applyQuality(rungs: readonly Representation[], quality: Quality): void {
  const isWanted = (rung: Representation) => quality === 'auto' || heightOf(rung) === quality;
  const isSettled = rungs.every((rung) => rung.enabled() === isWanted(rung));
  if (isSettled) return;
  const goOnWith = rungs.filter(quality === 'auto' ? (rung) => rung.enabled() : isWanted);
  for (const rung of rungs) rung.enabled(isWanted(rung));
  for (const rung of goOnWith) {
    rung.enabled(false);
    rung.enabled(true);
  }
}

/** Has VHS show the rung at once, and leaves all others on. */
export function preferQuality(rungs: readonly Representation[], quality: number): void {
  for (const rung of rungs.filter((candidate) => heightOf(candidate) === quality)) {
    rung.enabled(false);
    rung.enabled(true);
  }
}
