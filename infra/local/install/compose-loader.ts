/** What `docker compose` itself loads its files with: it knows what no schema says. Built by Go; only tests need it. */
import path from 'node:path';
import { inheritedEnv } from '../env.ts';
import { runCommand } from '../processes/run-command.ts';
import type { InstallContext } from './apt-packages.ts';
import { requireBinary } from './binaries.ts';
import { cachedInstall } from './cached-install.ts';

const version = 'v2.16.2';

/** @returns the program's path */
export async function installComposeLoader(context: InstallContext): Promise<string> {
  const dir = await cachedInstall(`compose-go-${version}`, (temporary) =>
    runCommand({
      name: 'install-compose-go',
      command: requireBinary('go'),
      args: ['install', `github.com/compose-spec/compose-go/v2/cmd@${version}`],
      cwd: temporary,
      env: { ...inheritedEnv, GOBIN: temporary },
      ...context,
    }),
  );
  return path.join(dir, 'cmd');
}
