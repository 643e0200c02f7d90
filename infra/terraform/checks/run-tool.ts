import { spawn } from 'node:child_process';
import { terraformDir, toolEnv } from './env.ts';

export interface ToolEnd {
  readonly code: number;
  readonly stdout: string;
  /** Both streams, as a person would have seen them. */
  readonly output: string;
}

/** Runs a program in infra/terraform to its end, whatever its exit code. */
export function runTool(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<ToolEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: terraformDir,
      env: { ...toolEnv, CHECKPOINT_DISABLE: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, output }));
  });
}
