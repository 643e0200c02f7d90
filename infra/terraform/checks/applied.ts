/** Applies the whole composition once for all files of the layer, against the stand-in. Vitest's global setup. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { runKeeping } from './kept-copy.ts';
import { runTool } from './run-tool.ts';

/** Of an installation of some size: what prod.tfvars says, with images and a bundle that stand in for real ones. */
export const variables = ['-var-file=environments/prod.tfvars', '-var-file=checks/stand-in.tfvars'];

declare module 'vitest' {
  export interface ProvidedContext {
    /** The kept copy of the composition with its state. */
    appliedDir: string;
    /** Where terraform finds the stand-in's providers. */
    terraformConfig: string;
    /** The state as JSON. */
    stateFile: string;
  }
}

export default async function apply(project: TestProject): Promise<() => void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'sluice-terraform-'));
  const remove = () => rmSync(scratch, { recursive: true, force: true });
  const { dir: appliedDir, terraformConfig } = await runKeeping(scratch, 'apply', variables).catch(
    (error) => {
      remove();
      throw error;
    },
  );
  const stateFile = path.join(scratch, 'state.json');
  const shown = await runTool('terraform', [`-chdir=${appliedDir}`, 'show', '-json'], {
    TF_CLI_CONFIG_FILE: terraformConfig,
  });
  if (shown.code !== 0) throw new Error(`terraform show failed:\n${shown.output}`);
  writeFileSync(stateFile, shown.stdout);
  project.provide('appliedDir', appliedDir);
  project.provide('terraformConfig', terraformConfig);
  project.provide('stateFile', stateFile);
  return remove;
}
