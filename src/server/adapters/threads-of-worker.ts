/** Threads of each FFmpeg stage of one worker. */
export interface WorkerThreads {
  /** For work that nobody waits for. */
  readonly steady: number;
  /** For what somebody waits for: the worker's other work rests meanwhile. */
  readonly urgent: number;
}

/** As many as FFmpeg's decoders take by themselves: each holds pictures of its own (limits in `run-limits.ts`). */
const MOST_THREADS = 16;

/**
 * Workers on the same cores share them: on two cores, two with two threads each took 15 % more CPU seconds for the same
 * bytes than with one each, and an eighth longer.
 * @param steady what is set; 0 for a share of the cores
 * @param cores of all workers together
 */
export function threadsOfWorker(steady: number, cores: number, workers: number): WorkerThreads {
  const bounded = (threads: number) => Math.max(1, Math.min(MOST_THREADS, threads));
  const share = Math.floor(cores / Math.max(1, workers));
  return { steady: steady || bounded(share), urgent: bounded(Math.ceil(cores)) };
}
