import { readFile } from 'node:fs/promises';

/** Linux counts in these, whatever its kernel's timer: USER_HZ. */
const TICKS_PER_SECOND = 100;
/** Positions of cutime and cstime behind the program's name: proc(5). */
const CUTIME = 13;
const CSTIME = 14;

/** CPU seconds, user and system, of all child processes of this one that have ended. */
export async function readChildrenCpuSeconds(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[CUTIME]) + Number(fields[CSTIME])) / TICKS_PER_SECOND;
}
