export interface ByteRange {
  readonly first: number;
  /** Inclusive, as HTTP counts. */
  readonly last: number;
}

/**
 * FFmpeg leaps about in a file (index at the end, chunk in the middle) and hangs up each time; what was on its way
 * by then, 16 MB of socket buffers, was read in vain. So reading begins small and doubles while FFmpeg goes on.
 */
const FIRST_WINDOW_BYTES = 256 * 1024;
const MAX_WINDOW_BYTES = 2 * 1024 * 1024;

/** Cuts a range into the pieces that it is read in. */
export function* planWindows({ first, last }: ByteRange): Generator<ByteRange, void> {
  let windowBytes = FIRST_WINDOW_BYTES;
  for (let at = first; at <= last; windowBytes = Math.min(MAX_WINDOW_BYTES, 2 * windowBytes)) {
    const end = Math.min(last, at + windowBytes - 1);
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
