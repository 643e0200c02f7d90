/**
 * A pid alone is not a process: the kernel hands it out again. Pid and start time together name one process for as
 * long as the machine is up, so nothing here signals a pid without comparing its start time first.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export const processIdentitySchema = z.object({ pid: z.number().int().positive(), startTime: z.string() });
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

/** Every process of a stack carries its id in this variable; descendants inherit it (see `leftovers.ts`). */
export const stackIdVariable = 'SLUICE_STACK_ID';

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // Gone between two looks, or another user's: either way not ours to signal.
    return undefined;
  }
}

/** Undefined for a process that does not exist or is a zombie (dead, waiting to be reaped). */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const stat = readProc(pid, 'stat');
  // The command name (field 2) may hold spaces and brackets; the fields after its last bracket are fixed.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTime] = [fields?.[0], fields?.[19]];
  if (state === undefined || startTime === undefined || state === 'Z' || state === 'X') return undefined;
  return { pid, startTime };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startTime === identity.startTime;
}

export const commandLineOf = (pid: number): string =>
  (readProc(pid, 'cmdline') ?? '').replaceAll('\0', ' ').trim().slice(0, 160);

/** All living processes that carry the id of a stack, this one excepted. */
export function findProcessesOfStack(stackId: string): ProcessIdentity[] {
  const marker = `${stackIdVariable}=${stackId}`;
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .filter((pid) => readProc(pid, 'environ')?.split('\0').includes(marker))
    .flatMap((pid) => identifyProcess(pid) ?? []);
}

/** Signals the group that the process leads, or else the process alone. False when it is gone already. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false;
  // One signal to each: many programs take a second SIGTERM as "now, without closing anything".
  return trySignal(-identity.pid, signal) || trySignal(identity.pid, signal);
}

function trySignal(target: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    // ESRCH: it leads no group, or ended in this moment.
    return false;
  }
}
