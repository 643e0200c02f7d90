/** FFmpeg or ffprobe ended badly. `stderrTail` is for operators: it has no URL, but holds FFmpeg's own words. */
export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderrTail: readonly string[];

  constructor(
    message: string,
    end: { exitCode: number | null; signal: NodeJS.Signals | null; stderrTail: readonly string[] },
  ) {
    super(message);
    this.exitCode = end.exitCode;
    this.signal = end.signal;
    this.stderrTail = end.stderrTail;
  }
}
