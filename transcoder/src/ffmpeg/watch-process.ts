import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Linux counts in these, whatever its kernel's timer: USER_HZ. */
const TICKS_PER_SECOND = 100;
const SAMPLE_MS = 1_000;
/** Positions behind the program's name: proc(5). */
const UTIME = 11;
const STIME = 12;
const VSIZE = 20;

interface Sample {
  readonly isPaused: boolean;
  readonly cpuSeconds: number;
  /** Address space. */
  readonly memoryBytes: number;
}

/** Reads `/proc/<pid>/stat`. */
export function parseStat(stat: string): Sample {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[UTIME]) + Number(fields[STIME]);
  const cpuSeconds = ticks / TICKS_PER_SECOND;
  return { isPaused: fields[0] === 'T', cpuSeconds, memoryBytes: Number(fields[VSIZE]) };
}

export interface ProcessWatch {
  /** Whether it can have used this much, by its CPU time at the last look and the cores it has had since. */
  canHaveUsed(cpuSeconds: number): boolean;
  /** The most address space that it was seen with. */
  seenMemoryBytes(): number;
  stop(): void;
}

/**
 * Looks at a process each second and calls `onTimeout` once when it has had its wall time. Time in
 * which it was paused (SIGSTOP) does not count: urgent work may pause bulk work for long.
 */
export function watchProcess(
  pid: number | undefined,
  wallSeconds: number,
  onTimeout: () => void,
): ProcessWatch {
  let seenCpuSeconds = 0;
  let seenMemoryBytes = 0;
  let seenAt = performance.now();
  let ranMs = 0;
  const look = (): void => {
    const sample = pid === undefined ? undefined : readSample(pid);
    if (sample) {
      seenCpuSeconds = sample.cpuSeconds;
      seenMemoryBytes = Math.max(seenMemoryBytes, sample.memoryBytes);
    }
    seenAt = performance.now();
    if (sample?.isPaused) return;
    ranMs += SAMPLE_MS;
    if (ranMs < wallSeconds * 1000) return;
    clearInterval(timer);
    onTimeout();
  };
  const timer = setInterval(look, SAMPLE_MS);
  return {
    canHaveUsed(cpuSeconds) {
      const sinceSeconds = (performance.now() - seenAt) / 1000;
      return seenCpuSeconds + sinceSeconds * availableParallelism() >= cpuSeconds;
    },
    seenMemoryBytes: () => seenMemoryBytes,
    stop: () => clearInterval(timer),
  };
}

function readSample(pid: number): Sample | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // It has ended; its `close` event follows.
    return undefined;
  }
}
