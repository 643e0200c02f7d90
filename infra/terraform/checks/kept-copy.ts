/** A copy of the composition that the stand-in leaves behind, with its providers: terraform itself can go on in it. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { standIn } from './env.ts';
import { runTool } from './run-tool.ts';

export interface KeptCopy {
  readonly dir: string;
  /** For TF_CLI_CONFIG_FILE: where terraform finds the stand-in's providers. */
  readonly terraformConfig: string;
}

/**
 * @param scratch an empty folder, where the copy stays
 * @throws what terraform printed, when it did not end well
 */
export async function runKeeping(
  scratch: string,
  command: 'apply' | 'validate',
  options: readonly string[] = [],
): Promise<KeptCopy> {
  const end = await runTool(standIn ?? '', ['.', command, ...options], { TF_KEEP: '1', TMPDIR: scratch });
  const kept = readdirSync(scratch).find((name) => name.startsWith('tf-offline.'));
  if (end.code !== 0 || !kept) throw new Error(`terraform ${command} failed:\n${end.output}`);
  return {
    dir: path.join(scratch, kept, 'work', 'infra', 'terraform'),
    terraformConfig: path.join(scratch, kept, 'terraformrc'),
  };
}
