/** kill -9, one for each program of the stack. The supervisor, or the orchestrator, starts it again. */
import { type ProcessIdentity, signalProcess } from '../../infra/local/processes/process-identity.ts';
import { waitUntil } from '../../infra/local/processes/wait-until.ts';
import { ffmpegsOf, workersOf } from '../stack/family.ts';
import type { Arena, Fault } from './fault.ts';

/** FFmpegs live for a second or two: one is waited for. */
const PATIENCE_SECONDS = 15;

const killService = (name: string): Fault => ({
  name: `kill ${name}`,
  async strike({ chaos }) {
    const identity = chaos.stack.process(name).identity();
    return identity !== undefined && signalProcess(identity, 'SIGKILL');
  },
});

const killOneOf = (name: string, find: (orchestrator: ProcessIdentity) => ProcessIdentity[]): Fault => ({
  name: `kill ${name}`,
  async strike({ chaos, random }: Arena) {
    return waitUntil(() => {
      const orchestrator = chaos.stack.process('orchestrator').identity();
      const found = orchestrator ? find(orchestrator) : [];
      return found.length > 0 && signalProcess(random.pick(found), 'SIGKILL');
    }, PATIENCE_SECONDS);
  },
});

export const kills: readonly Fault[] = [
  killOneOf('ffmpeg', ffmpegsOf),
  killOneOf('transcoder', workersOf),
  ...['orchestrator', 'web', 'kafka', 'mariadb', 'versitygw'].map(killService),
];
