export interface ByteRange {
  readonly first: number;
  /** Inclusive, as HTTP counts. */
  readonly last: number;
}

/**
 * Blocks lie at multiples of it. Each is one call of the store, whose cost (6 ms of CPU) is that of a megabyte. FFmpeg
 * leaps about in a file and hangs up each time: what it did not wait for is kept for the next program that asks.
 */
export const BLOCK_BYTES = 1024 * 1024;

/** Cuts a range into the pieces that it is read in, each within one block. */
export function* planWindows({ first, last }: ByteRange): Generator<ByteRange, void> {
  for (let at = first; at <= last; ) {
    const end = Math.min(last, at + BLOCK_BYTES - (at % BLOCK_BYTES) - 1);
    yield { first: at, last: end };
    at = end + 1;
  }
}

/**
 * Reads a Range header of one range, the only kind that FFmpeg sends.
 * @returns undefined when the header is absent or of another kind, null when the range lies outside the object
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteRange | null | undefined {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined) return undefined;
  const range = { first: Number(from), last: to ? Math.min(Number(to), sizeBytes - 1) : sizeBytes - 1 };
  return range.first <= range.last ? range : null;
}
