const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Decimal units, as file managers and line speeds use them: `1.4 GB`. */
export function formatBytes(sizeBytes: number): string {
  const exponent = sizeBytes < 1000 ? 0 : Math.floor(Math.log10(sizeBytes) / 3);
  // 999_999 rounds to "1000 KB"; the next unit says it better.
  const rounds = (sizeBytes / 1000 ** exponent).toPrecision(3) === '1.00e+3';
  const unit = Math.min(exponent + (rounds ? 1 : 0), UNITS.length - 1);
  const value = sizeBytes / 1000 ** unit;
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit] ?? 'B'}`;
}

export function formatSpeed(bytesPerSecond: number): string {
  return `${formatBytes(Math.round(bytesPerSecond))}/s`;
}
