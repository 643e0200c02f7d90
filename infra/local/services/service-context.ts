import type { StackSettings } from '../env.ts';
import type { Say } from '../progress.ts';
import type { StackSecrets } from '../secrets.ts';

/** What every service and program of one stack is built from. */
export interface ServiceContext {
  readonly settings: StackSettings;
  /** The same as the programs are to see it: with other ports where a proxy stands between. */
  readonly programSettings: StackSettings;
  readonly secrets: StackSecrets;
  readonly logDir: string;
  /** The user's environment and the stack's id; what a child needs beyond that, its own file adds. */
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly say: Say;
  readonly signal: AbortSignal;
}
