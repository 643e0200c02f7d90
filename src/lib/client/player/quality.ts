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

export function heightOf(rung: Representation): number {
  return Math.min(rung.width ?? rung.height ?? 0, rung.height ?? 0);
}

/** The choices of the menu: largest first, each height once. */
export function qualitiesOf(rungs: readonly Representation[]): readonly number[] {
  const heights = new Set(rungs.map(heightOf).filter((height) => height > 0));
  return [...heights].sort((a, b) => b - a);
}

/** Leaves the chosen rung alone in play, or all of them for `auto`. */
export function applyQuality(rungs: readonly Representation[], quality: Quality): void {
  // First switch on, then off: with every rung off VHS would have nothing to play for a moment.
  for (const rung of rungs) if (quality === 'auto' || heightOf(rung) === quality) rung.enabled(true);
  for (const rung of rungs) if (quality !== 'auto' && heightOf(rung) !== quality) rung.enabled(false);
}
