/** Who of the stack's processes is whose child, read from /proc: by their own ids, never by a name alone. */
import { readdirSync, readFileSync } from 'node:fs';
import {
  commandLineOf,
  identifyProcess,
  type ProcessIdentity,
} from '../../infra/local/processes/process-identity.ts';

function childrenOf(pid: number): ProcessIdentity[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' '))
      .filter((child) => child !== '')
      .flatMap((child) => identifyProcess(Number(child)) ?? []);
  } catch {
    // Gone between two looks.
    return [];
  }
}

/** The transcoders that this orchestrator has launched. */
export const workersOf = (orchestrator: ProcessIdentity): ProcessIdentity[] =>
  childrenOf(orchestrator.pid).filter(({ pid }) => commandLineOf(pid).includes('transcoder/src/main.ts'));

/** What those transcoders run at this moment. */
export const ffmpegsOf = (orchestrator: ProcessIdentity): ProcessIdentity[] =>
  workersOf(orchestrator)
    .flatMap(({ pid }) => childrenOf(pid))
    .filter(({ pid }) => commandLineOf(pid).startsWith('ffmpeg '));
