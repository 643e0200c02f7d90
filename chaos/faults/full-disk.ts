import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.ts';

/** Not one more byte for the workers, for a while. */
export const fullDisk: Fault = {
  name: 'full disk of the workers',
  async strike({ chaos, lengths }) {
    if (typeof chaos.disk === 'string') return false;
    chaos.disk.fill();
    await delay(lengths.troubleSeconds * 1000);
    chaos.disk.empty();
    return true;
  },
};
