/** Ends what a stack left behind: after a supervisor that was killed outright, or a worker that outlived its parent. */
import {
  commandLineOf,
  findProcessesOfStack,
  type ProcessIdentity,
  signalProcess,
} from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

export interface Leftover extends ProcessIdentity {
  readonly commandLine: string;
}

/** Time for MariaDB and Kafka to close their files before they are killed. */
const politeSeconds = 15;

const findLeftovers = (stackId: string): Leftover[] =>
  findProcessesOfStack(stackId).map((identity) => ({
    ...identity,
    commandLine: commandLineOf(identity.pid),
  }));

/** SIGTERM, a wait, SIGKILL. Returns what it found, so that tests can fail on it. */
export async function endLeftovers(stackId: string, patienceSeconds = politeSeconds): Promise<Leftover[]> {
  const found = findLeftovers(stackId);
  for (const leftover of found) signalProcess(leftover, 'SIGTERM');
  const gone = await waitUntil(() => findProcessesOfStack(stackId).length === 0, patienceSeconds);
  if (gone) return found;
  // More than one round: what is being killed may just have started something.
  for (let round = 0; round < 5; round++) {
    for (const identity of findProcessesOfStack(stackId)) {
      // A paused process (SIGSTOP) dies of SIGKILL too, but not of SIGTERM.
      signalProcess(identity, 'SIGKILL');
    }
    if (await waitUntil(() => findProcessesOfStack(stackId).length === 0, 2)) return found;
  }
  throw new Error(
    `Processes that could not be ended: ${findLeftovers(stackId)
      .map((l) => `${l.pid} ${l.commandLine}`)
      .join('; ')}`,
  );
}
