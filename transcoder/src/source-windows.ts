export interface ByteRange {
  readonly first: number;
  /** Inclusive, as HTTP counts. */
  readonly last: number;
}

/** Blocks lie at multiples of it. */
export const BLOCK_BYTES = 256 * 1024;

/**
 * FFmpeg leaps about in a file (index at the end, chunk in the middle) and hangs up each time; what was on its way
 * by then, 16 MB of socket buffers, was read in vain. So reading begins with a few blocks, and grows while FFmpeg goes on.
 */
const SMALL_WINDOWS = 3;
const LARGE_WINDOW_BYTES = 1024 * 1024;
const MAX_WINDOW_BYTES = 2 * 1024 * 1024;

/** Cuts a range into the pieces that it is read in: a few that each lie within one block, then larger ones. */
export function* planWindows({ first, last }: ByteRange): Generator<ByteRange, void> {
  let at = first;
  for (let count = 1; at <= last; count++) {
    const end = Math.min(last, at + windowBytes(at, count) - 1);
    yield { first: at, last: end };
    at = end + 1;
  }
}

function windowBytes(at: number, count: number): number {
  if (count <= SMALL_WINDOWS) return BLOCK_BYTES - (at % BLOCK_BYTES);
  return count === SMALL_WINDOWS + 1 ? LARGE_WINDOW_BYTES : MAX_WINDOW_BYTES;
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
