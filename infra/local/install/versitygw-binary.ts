/** The S3 server. Built by Go, which checks the sources against its public checksum log. */
import path from 'node:path';
import { inheritedEnv } from '../env.ts';
import { runCommand } from '../processes/run-command.ts';
import type { InstallContext } from './apt-packages.ts';
import { requireBinary } from './binaries.ts';
import { cachedInstall } from './cached-install.ts';

const versitygwVersion = 'v1.8.0';

/** Returns the path of the program. */
export async function installVersitygw(context: InstallContext): Promise<string> {
  const dir = await cachedInstall(`versitygw-${versitygwVersion}`, (temporary) =>
    runCommand({
      name: 'install-versitygw',
      command: requireBinary('go'),
      args: ['install', `github.com/versity/versitygw/cmd/versitygw@${versitygwVersion}`],
      cwd: temporary,
      env: { ...inheritedEnv, GOBIN: temporary },
      ...context,
    }),
  );
  return path.join(dir, 'versitygw');
}
