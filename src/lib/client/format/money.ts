/** Below this nobody cares for the digits. */
const LEAST_DOLLARS = 0.0001;

/** Videos cost fractions of a cent: two digits of whatever it is, `$0.0042`, `$1.30`. */
export function formatDollars(dollars: number): string {
  if (dollars === 0) return '$0';
  if (dollars < LEAST_DOLLARS) return 'below $0.0001';
  if (dollars >= 0.1) return `$${dollars.toFixed(2)}`;
  const digits = 1 - Math.floor(Math.log10(dollars));
  return `$${dollars.toFixed(digits)}`;
}
