/** A limit that a run can meet: of its CPU or wall time, memory, or the bytes it writes. */
export type MetLimit = 'cpu' | 'wall' | 'memory' | 'output';

export interface RunEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderrTail: readonly string[];
  /** It may have used its CPU time, by what was last seen of it. */
  readonly isCpuSpent: boolean;
  /** It was seen with nearly all of its memory: what it could not decode then, it decodes elsewhere. */
  readonly isMemorySpent: boolean;
}

/** FFmpeg's answers to signals, SIGXCPU among them: to the first three, and to the fourth. */
const SIGNALLED = 255;
const SIGNALLED_AGAIN = 123;

/** Said by FFmpeg, its libraries and the loader when memory is refused; FFmpeg may go on and exit with 0. */
const memoryFailures =
  /cannot allocate memory|could not allocate|error allocating|malloc of size \d+ failed|bad_alloc|failed to map segment|get_buffer\(\) failed|pthread_create\(\) failed/i;

export function isMemoryFailure(line: string): boolean {
  return memoryFailures.test(line);
}

/** Which limit ended a run, when one did. The wall time is the spawner's own and known to it. */
export function judgeEnd(end: RunEnd): MetLimit | undefined {
  const { exitCode, signal, stderrTail, isCpuSpent, isMemorySpent } = end;
  if (signal === 'SIGXCPU') return 'cpu';
  if (signal === 'SIGXFSZ') return 'output';
  // The kernel's out-of-memory killer sends the same, and an operator too.
  const isStopped = signal === 'SIGKILL' || exitCode === SIGNALLED || exitCode === SIGNALLED_AGAIN;
  if (isStopped && isCpuSpent) return 'cpu';
  // H.264 without memory for a frame drops it, says `decode_slice_header error` and ends well.
  const hasFailed = exitCode !== 0 || stderrTail.length > 0;
  return stderrTail.some(isMemoryFailure) || (isMemorySpent && hasFailed) ? 'memory' : undefined;
}
