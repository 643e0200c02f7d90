import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkoutDir } from '../infra/local/checkout.ts';
import { inheritedEnv } from '../infra/local/env.ts';

/** Runs a program of node_modules on Node 24 with its output on the terminal. True when it ended well. */
export function runNode(args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: checkoutDir,
      env: inheritedEnv,
      stdio: 'inherit',
    });
    // Ctrl-C reaches the child through the terminal; a plain kill has to be passed on. Either way we wait for its end.
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    const ignore = () => undefined;
    process.on('SIGTERM', pass).on('SIGINT', ignore);
    child.once('error', () => resolve(false));
    child.once('close', (code) => {
      process.off('SIGTERM', pass).off('SIGINT', ignore);
      resolve(code === 0);
    });
  });
}

/** Started by its script, not by its name in .bin: one Node for all, and paths with spaces are no matter. */
export const nodeModule = (...parts: string[]): string => path.join(checkoutDir, 'node_modules', ...parts);
