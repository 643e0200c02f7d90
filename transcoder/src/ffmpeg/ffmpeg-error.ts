import type { MetLimit } from './judge-end.ts';

/** FFmpeg or ffprobe ended badly. `stderrTail` is for operators: it has no URL, but holds FFmpeg's own words. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderrTail: readonly string[];
  /** The limit that ended it. */
  readonly limit: MetLimit | undefined;

  constructor(
    message: string,
    end: {
      exitCode: number | null;
      signal: NodeJS.Signals | null;
      stderrTail: readonly string[];
      limit?: MetLimit | undefined;
    },
  ) {
    super(message);
    this.exitCode = end.exitCode;
    this.signal = end.signal;
    this.stderrTail = end.stderrTail;
    this.limit = end.limit;
  }
}

/**
 * Whether a limit was met that the same bytes would meet again. Not so the wall time: what waits, waits
 * for storage or for a core.
 */
export function isMediasFault({ limit }: FfmpegError): boolean {
  return limit !== undefined && limit !== 'wall';
}

/** What FFmpeg says when the worker's proxy, and so storage, failed it: no fault of the file's. */
const inputFailures = [
  /Stream ends prematurely/,
  /Connection (to .* failed|refused|reset|timed out)/i,
  // 416 is the file's fault: its index points past its end.
  /HTTP error (?!416)/,
  /Server returned (?!416)[45]/,
];

/** Whether the input could not be read, rather than not be understood: worth another try. */
export function isInputFailure(stderrTail: readonly string[]): boolean {
  return stderrTail.some(isInputFailureLine);
}

export function isInputFailureLine(line: string): boolean {
  return inputFailures.some((pattern) => pattern.test(line));
}
