import type { InstallContext } from './apt-packages.ts';
import { installFromPypi, type PythonCommand } from './pypi-program.ts';

/** Sends what an OpenAPI document allows, and what it does not. Only tests need it. */
export const installSchemathesis = (context: InstallContext): Promise<PythonCommand> =>
  installFromPypi({ name: 'schemathesis', version: '4.32.5', module: 'schemathesis.cli' }, context);
