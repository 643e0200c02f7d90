import type { Context } from '../context.ts';
import { deploy, deployFast, push } from './deploy.ts';
import { destroy } from './destroy.ts';
import { env, logs, outputs, shell, status } from './look.ts';
import { troubleshoot } from './troubleshoot.ts';

export const commands: Readonly<Record<string, (context: Context) => Promise<void>>> = {
  deploy,
  'deploy:fast': deployFast,
  push,
  status,
  outputs,
  env,
  troubleshoot,
  destroy,
};

/** Those that need to be told which program. */
export const serviceCommands: Readonly<Record<string, (context: Context, service: string) => Promise<void>>> =
  { logs, shell };
