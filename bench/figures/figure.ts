/** What a figure has to reach to be good: issue 4's own words where it has some. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

export type Unit = 's' | 'times' | '%' | 'min' | 'VMAF' | 'count' | 'kB' | 'min/h' | 'min/GB' | 'MB/s';

/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** Absent: worth knowing, and nothing was promised. */
  readonly target?: Target;
  /** What it was taken of: how many runs, which source. */
  readonly note?: string;
}

/** Null where nothing was promised. What could not be measured (NaN) was not reached. */
export function isReached({ value, target }: Pick<Figure, 'value' | 'target'>): boolean | null {
  if (!target) return null;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}
