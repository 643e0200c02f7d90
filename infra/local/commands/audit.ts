/** `npm run audit`: the audit log of the database that DATABASE_URL names, or of the local stack. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { checkoutDir } from '../checkout.ts';
import { inheritedEnv, readStackSettings } from '../env.ts';
import { nodeArgs } from '../programs/node-args.ts';
import { loadOrCreateSecrets, secretsFileOf } from '../secrets.ts';
import { databaseUrl } from '../services/mariadb.ts';

function urlOfStack(): string {
  const settings = readStackSettings();
  if (!existsSync(secretsFileOf(settings.dataDir)))
    throw new Error('There is no local stack here, and DATABASE_URL names no database.');
  return databaseUrl(settings, loadOrCreateSecrets(settings.dataDir));
}

/** @returns the program's exit code */
export function audit(args: readonly string[]): Promise<number> {
  const program = path.join('src', 'server', 'audit', 'main.ts');
  const DATABASE_URL = inheritedEnv.DATABASE_URL || urlOfStack();
  const child = spawn(process.execPath, [...nodeArgs, program, ...args], {
    cwd: checkoutDir,
    env: { ...inheritedEnv, DATABASE_URL },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
