const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `no views`, `1 view`, `1.2K views`. */
export function formatViews(count: number): string {
  if (count === 0) return 'no views';
  return `${compact.format(count)} ${count === 1 ? 'view' : 'views'}`;
}
