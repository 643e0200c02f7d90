const GIGABYTE = 1e9;

/** A number of bytes as its field shows it, in gigabytes; empty for no limit. */
export function gigabytesField(bytes: number | null): string {
  return bytes === null ? '' : String(bytes / GIGABYTE);
}

/**
 * What somebody typed into a field of a number.
 * @param unit what 1 in the field stands for
 * @returns null for an empty field, undefined for what is no number
 */
export function readNumberField(typed: string, unit: 'gigabytes' | 'count'): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  const number = Number(text);
  if (!Number.isFinite(number)) return undefined;
  return unit === 'gigabytes' ? Math.round(number * GIGABYTE) : number;
}
