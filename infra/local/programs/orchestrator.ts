import path from 'node:path';
import { checkoutDir } from '../checkout.ts';
import type { ProcessSpec } from '../processes/supervised-process.ts';
import type { ServiceContext } from '../services/service-context.ts';
import { errorMessageOf } from './log-lines.ts';
import { nodeArgs } from './node-args.ts';
import { programEnv } from './program-env.ts';
import type { Mode } from './web.ts';

/** It serves nothing, so "still alive after this" is the only sign of a good start; a bad env ends it at once. */
const settleMilliseconds = 1500;

export function orchestratorSpec({ settings, secrets, env }: ServiceContext, mode: Mode): ProcessSpec {
  const entry = path.join('src', 'server', 'orchestrator', 'main.ts');
  let asked = 0;
  return {
    name: 'orchestrator',
    command: process.execPath,
    args: [...nodeArgs, ...(mode === 'production' ? [] : ['--watch', '--watch-preserve-output']), entry],
    cwd: checkoutDir,
    env: { ...env, ...programEnv(settings, secrets), NODE_ENV: mode },
    isReady: async () => {
      asked ||= performance.now();
      if (performance.now() - asked < settleMilliseconds) return false;
      asked = 0;
      return true;
    },
    readyWithinSeconds: 30,
    importantPart: errorMessageOf,
  };
}
