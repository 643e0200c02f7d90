import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Linux counts in these, whatever its kernel's timer: USER_HZ. */
const TICKS_PER_SECOND = 100;
/** Positions of cutime and cstime behind the program's name: proc(5). */
const CUTIME = 13;
const CSTIME = 14;

/** CPU seconds, user and system, of all child processes of this one that have ended. */
function readChildrenCpuSeconds(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[CUTIME]) + Number(fields[CSTIME])) / TICKS_PER_SECOND;
}

let seenSeconds = readChildrenCpuSeconds();

export interface CpuMeter {
  attach(child: ChildProcess): void;
  /** What was used for this task by programs that another meter counted. */
  add(seconds: number): void;
  seconds(): number;
}

/**
 * Counts what one task's programs used. The kernel adds a child's time to ours when it ends; so what has come
 * since the last end is that child's. Of two that end in the same instant the first is charged for both.
 */
export function createCpuMeter(): CpuMeter {
  let seconds = 0;
  return {
    attach(child) {
      child.once('exit', () => {
        const now = readChildrenCpuSeconds();
        seconds += now - seenSeconds;
        seenSeconds = now;
      });
    },
    add(more) {
      seconds += more;
    },
    seconds: () => Math.round(seconds * 100) / 100,
  };
}
