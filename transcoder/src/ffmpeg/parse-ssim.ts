/** Of pictures that are equal: enough to say so, and a number that JSON can hold. */
const MAX_DB = 60;

/**
 * Mean over all frames of FFmpeg's `ssim` statistics, luma alone, in decibels; null when there are none.
 * @param statistics lines such as `n:1 Y:0.98 U:0.99 V:0.99 All:0.98 (18.1)`
 */
export function parseSsimDb(statistics: string): number | null {
  const values = [...statistics.matchAll(/ Y:([\d.]+)/g)].map(([, value]) => Number(value));
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.min(MAX_DB, -10 * Math.log10(Math.max(1 - mean, 10 ** (-MAX_DB / 10))));
}
