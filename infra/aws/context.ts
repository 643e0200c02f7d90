import type { Say } from '../local/progress.ts';
import type { Aws } from './aws.ts';
import type { Installation } from './installation.ts';
import type { Runner } from './runner.ts';
import type { Terraform } from './terraform.ts';

/** What each command is given. */
export interface Context {
  readonly installation: Installation;
  readonly runner: Runner;
  readonly terraform: Terraform;
  readonly aws: Aws;
  readonly say: Say;
  /** Bundles the Lambda into the file that Terraform uploads. */
  readonly buildBridge: () => Promise<void>;
  /** What the operator types. */
  readonly ask: (question: string) => Promise<string>;
  readonly now: () => Date;
  /** What an address answers; undefined: nothing. */
  readonly statusOf: (url: string) => Promise<number | undefined>;
}
