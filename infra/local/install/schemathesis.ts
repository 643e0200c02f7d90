/** Sends what an OpenAPI document allows, and what it does not. Only tests need it. */
import { inheritedEnv } from '../env.ts';
import { runCommand } from '../processes/run-command.ts';
import type { InstallContext } from './apt-packages.ts';
import { requireBinary } from './binaries.ts';
import { cachedInstall } from './cached-install.ts';

const schemathesisVersion = '4.32.5';

export interface PythonProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/**
 * Brings it from PyPI by the machine's own pip, into a folder that no other Python program sees.
 * @throws a sentence where there is no python3, or no pip for it
 */
export async function installSchemathesis(context: InstallContext): Promise<PythonProgram> {
  const python = requireBinary('python3');
  // Into a folder rather than an environment: Debian's python3 makes none by itself, and forbids pip everything else.
  const dir = await cachedInstall(`schemathesis-${schemathesisVersion}`, (temporary) =>
    runCommand({
      name: 'install-schemathesis',
      command: python,
      args: [
        ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-warn-script-location'],
        ...['--target', temporary, `schemathesis==${schemathesisVersion}`],
      ],
      cwd: temporary,
      ...context,
    }),
  );
  return { command: python, args: ['-m', 'schemathesis.cli'], env: { ...inheritedEnv, PYTHONPATH: dir } };
}
