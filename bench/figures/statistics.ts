/** The middle one of an odd number of values, the mean of the middle two of an even number. NaN of none. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/**
 * Between two values it lies where a straight line between them has it, as in NumPy. NaN of no values.
 * @param share 0 to 1, such as 0.95
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
