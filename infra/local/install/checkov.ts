import type { InstallContext } from './apt-packages.ts';
import { commandOf, installFromPypi, type PythonCommand } from './pypi-program.ts';

/** Looks for what is unsafe in Terraform. Some 265 MB; only tests need it. */
const checkov = { name: 'checkov', version: '3.3.30', module: 'checkov.main' };

export const installCheckov = (context: InstallContext): Promise<PythonCommand> =>
  installFromPypi(checkov, context);

/** How to run it once it is there. */
export const checkovCommand = (): PythonCommand => commandOf(checkov);
