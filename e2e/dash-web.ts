/** The site with PLAYER_FORMAT=dash: the setting is one per process, so another web takes the place of the stack's own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { checkoutDir } from '../infra/local/checkout.ts';
import { controlProcess, sharedStack } from '../tests/shared-stack.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { inheritedPath } from './env.ts';

const nextCli = path.join('node_modules', 'next', 'dist', 'bin', 'next');

/** The same address, for S3 lets no other origin in. */
export async function startDashWeb(): Promise<AsyncDisposable> {
  const { url, env } = sharedStack();
  const { hostname, port } = new URL(url);
  await controlProcess('web', 'stop');
  const child = spawn(process.execPath, [nextCli, 'start', '-H', hostname, '-p', port], {
    cwd: checkoutDir,
    stdio: 'ignore',
    env: {
      ...env,
      NODE_ENV: 'production',
      PATH: inheritedPath,
      PLAYER_FORMAT: 'dash',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  });
  const exited = once(child, 'exit');
  const isUp = async () => {
    if (child.exitCode !== null) throw new Error(`web ended with ${child.exitCode}`);
    try {
      return (await fetch(`${url}/api/health/live`)).ok;
    } catch {
      // Not up yet.
      return false;
    }
  };
  await waitFor('web to serve DASH', isUp, { pollMs: 200 });
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
      await controlProcess('web', 'start');
    },
  };
}
