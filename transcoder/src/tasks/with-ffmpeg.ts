import { type RunOptions, runFfmpeg } from '../ffmpeg/run-ffmpeg.ts';

/**
 * Runs FFmpeg beside what consumes its output. When the consumer fails, FFmpeg is stopped too, and
 * nothing is left running when this returns.
 */
export async function withFfmpeg(
  args: readonly string[],
  options: RunOptions & { readonly signal: AbortSignal },
  consume: (run: Promise<unknown>) => Promise<void>,
): Promise<void> {
  const abandoned = new AbortController();
  const run = runFfmpeg(args, { ...options, signal: AbortSignal.any([options.signal, abandoned.signal]) });
  try {
    await consume(run);
  } finally {
    abandoned.abort();
    await run.catch(() => undefined);
  }
}
