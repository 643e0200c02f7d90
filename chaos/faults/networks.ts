/** What networks do between the programs and each service: reset, swallow, dawdle. */
import { setTimeout as delay } from 'node:timers/promises';
import { type LinkName, linkNames } from '../stack/chaos-stack.ts';
import type { Link } from '../stack/link.ts';
import type { Fault } from './fault.ts';

/** A round trip becomes a second longer, at least. */
const SLOW_MS = 500;

const trouble =
  (verb: string, begin: (link: Link) => void) =>
  (name: LinkName): Fault => ({
    name: `${verb} network to ${name}`,
    async strike({ chaos, lengths }) {
      const link = chaos.links[name];
      begin(link);
      await delay(lengths.troubleSeconds * 1000);
      link.heal();
      return true;
    },
  });

export const networks: readonly Fault[] = [
  ...linkNames.map(trouble('cut', (link) => link.cut())),
  ...linkNames.map(trouble('stalled', (link) => link.stall())),
  ...linkNames.map(trouble('slow', (link) => link.slow(SLOW_MS))),
];
