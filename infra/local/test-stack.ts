/** A stack for one test run: free ports, a folder of its own under .test-data, nothing shared with `npm run up`. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkoutDir } from './checkout.ts';
import type { StackPorts, StackSettings } from './env.ts';
import { findFreePorts } from './ports.ts';
import type { Leftover } from './processes/leftovers.ts';
import { claimRun, clearDeadRun, findLiveRun, readRun } from './processes/run-file.ts';
import type { Say } from './progress.ts';
import { createStack, type Stack } from './stack.ts';

export const testDataDir = path.join(checkoutDir, '.test-data');
const stackPrefix = 'stack-';

/** A test file may send more in a minute than a person in a quarter of an hour. */
const extraEnv = {
  LIMIT_UPLOADS_PER_15MIN: '100000',
  RATE_LIMIT_MAX_REQUESTS: '100000',
  LIMIT_ANONYMOUS_PER_15MIN: '100000',
  LIMIT_LOGIN_PER_15MIN: '100000',
  LIMIT_LIVE_PER_SECOND: '100000',
  // A frozen worker's task is given to another after this: the tests of lost workers wait for it.
  LEASE_SECONDS: '6',
  // Their receivers are on this machine.
  WEBHOOK_ALLOW_PRIVATE: 'on',
};

/** A name that no other stack has; the folder itself is not made. */
export function newStackFolder(root: string): string {
  return path.join(root, `${stackPrefix}${randomBytes(4).toString('hex')}`);
}

/**
 * @param env for its programs, on top of what tests need
 * @param programPorts where programs find services, if not at their own ports
 */
export async function createTestStack(
  say: Say,
  overrides: Partial<StackSettings> = {},
  env: Readonly<Record<string, string>> = {},
  programPorts: Partial<StackPorts> = {},
): Promise<Stack> {
  const dataDir = overrides.dataDir ?? newStackFolder(testDataDir);
  mkdirSync(dataDir, { recursive: true });
  const [web = 0, database = 0, kafka = 0, kafkaController = 0, s3 = 0] = await findFreePorts(5);
  const settings: StackSettings = {
    dataDir,
    host: '127.0.0.1',
    publicUrl: `http://127.0.0.1:${web}`,
    ports: { web, database, kafka, kafkaController, s3 },
    workers: 2,
    workersMin: 1,
    webReplicas: 1,
    ...overrides,
  };
  const run = claimRun(dataDir, settings.publicUrl);
  return createStack({
    settings,
    run,
    say,
    signal: new AbortController().signal,
    extraEnv: { ...extraEnv, ...env },
    programPorts,
  });
}

/** Stops it and removes its data; the logs stay when something has to be explained. */
export async function removeTestStack(
  stack: Stack,
  { keepLogs }: { keepLogs: boolean },
): Promise<Leftover[]> {
  const leftovers = await stack.stop();
  for (const entry of readdirSync(stack.settings.dataDir)) {
    if (keepLogs && entry === 'logs') continue;
    rmSync(path.join(stack.settings.dataDir, entry), { recursive: true });
  }
  if (!keepLogs) rmSync(stack.settings.dataDir, { recursive: true });
  return leftovers;
}

/**
 * After a test run that was killed: ends its processes and removes its folders; says how many processes it met.
 * The logs that a failed run kept go only when a new run begins.
 */
export async function removeDeadTestStacks({
  withKeptLogs,
  root = testDataDir,
}: {
  readonly withKeptLogs: boolean;
  readonly root?: string;
}): Promise<number> {
  let ended = 0;
  for (const name of existsSync(root) ? readdirSync(root) : []) {
    const dataDir = path.join(root, name);
    // Live: another test run of this checkout, at work right now.
    if (!name.startsWith(stackPrefix) || findLiveRun(dataDir)) continue;
    const died = readRun(dataDir) !== undefined;
    ended += (await clearDeadRun(dataDir)).length;
    if (died || withKeptLogs) rmSync(dataDir, { recursive: true, force: true });
  }
  return ended;
}
