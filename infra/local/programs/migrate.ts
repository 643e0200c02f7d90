import path from 'node:path';
import { checkoutDir } from '../checkout.ts';
import { runCommand } from '../processes/run-command.ts';
import type { ServiceContext } from '../services/service-context.ts';
import { migrationEnv } from './program-env.ts';

/** Applies the SQL of drizzle/ and seeds the first admin. Run at every start: what is applied already is skipped. */
export function migrate({ settings, secrets, env, logDir, signal }: ServiceContext): Promise<void> {
  return runCommand({
    name: 'migrate',
    command: process.execPath,
    args: [path.join('src', 'server', 'db', 'migrate.ts')],
    cwd: checkoutDir,
    env: { ...env, ...migrationEnv(settings, secrets) },
    logDir,
    signal,
  });
}
