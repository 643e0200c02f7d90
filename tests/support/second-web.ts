/** A web process of a test's own beside the stack's, on the same services, with settings of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { checkoutDir } from '../../infra/local/checkout.ts';
import { findFreePorts } from '../../infra/local/ports.ts';
import { nodeArgs } from '../../infra/local/programs/node-args.ts';
import { sharedStack } from '../shared-stack.ts';
import { waitFor } from './wait-for.ts';

export interface SecondWeb {
  readonly url: string;
  stop(): Promise<void>;
}

const nextCli = path.join('node_modules', 'next', 'dist', 'bin', 'next');

/** The limits that the tests' stack raises, back at what they are for everybody. */
const defaults = {
  RATE_LIMIT_MAX_REQUESTS: '',
  LIMIT_ANONYMOUS_PER_15MIN: '',
  LIMIT_UPLOADS_PER_15MIN: '',
  LIMIT_LOGIN_PER_15MIN: '',
  LIMIT_LIVE_PER_SECOND: '',
};

/** @param env on top of the stack's; its limits are the defaults unless it sets them */
export async function startSecondWeb(
  env: Readonly<Record<string, string>> = {},
  onOutput: (text: string) => void = () => {},
): Promise<SecondWeb> {
  const [port = 0] = await findFreePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(
    process.execPath,
    [...nodeArgs, nextCli, 'start', '-H', '127.0.0.1', '-p', String(port)],
    {
      cwd: checkoutDir,
      env: {
        NODE_ENV: 'production',
        PATH: '/usr/bin:/bin',
        ...sharedStack().env,
        ...defaults,
        PORT: String(port),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stdout?.on('data', (chunk: Buffer) => onOutput(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => onOutput(chunk.toString()));
  await waitFor(`web at ${url}`, async () => {
    if (child.exitCode !== null) throw new Error(`web ended with ${child.exitCode}`);
    try {
      return (await fetch(`${url}/api/health/live`)).ok;
    } catch {
      return false;
    }
  });
  return {
    url,
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
