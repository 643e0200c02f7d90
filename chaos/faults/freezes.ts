/** SIGSTOP: a program that neither works nor dies, and goes on later as if nothing had been. */
import { setTimeout as delay } from 'node:timers/promises';
import { signalProcess } from '../../infra/local/processes/process-identity.ts';
import { waitUntil } from '../../infra/local/processes/wait-until.ts';
import { ffmpegsOf, workersOf } from '../stack/family.ts';
import type { Fault } from './fault.ts';

const freeze = (name: string): Fault => ({
  name: `freeze ${name}`,
  async strike({ chaos, lengths }) {
    const identity = chaos.stack.process(name).identity();
    if (!identity || !signalProcess(identity, 'SIGSTOP')) return false;
    await delay(lengths.freezeSeconds * 1000);
    signalProcess(identity, 'SIGCONT');
    return true;
  },
});

/** A busy worker that is given up while it stands still, and comes back to tell of what is another's by then. */
const zombie: Fault = {
  name: 'zombie transcoder',
  async strike({ chaos, random, lengths }) {
    let stopped: ReturnType<typeof workersOf>[number] | undefined;
    await waitUntil(() => {
      const orchestrator = chaos.stack.process('orchestrator').identity();
      if (!orchestrator || ffmpegsOf(orchestrator).length === 0) return false;
      const workers = workersOf(orchestrator);
      if (workers.length === 0) return false;
      const worker = random.pick(workers);
      if (signalProcess(worker, 'SIGSTOP')) stopped = worker;
      return stopped !== undefined;
    }, 15);
    if (!stopped) return false;
    await delay(lengths.zombieSeconds * 1000);
    return signalProcess(stopped, 'SIGCONT');
  },
};

export const freezes: readonly Fault[] = [freeze('kafka'), freeze('mariadb'), zombie];
