/** The private stack that sections measure: as tests start theirs, but with the leases of a real installation. */
import type { Say } from '../../infra/local/progress.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { createTestStack, newStackFolder, removeTestStack } from '../../infra/local/test-stack.ts';
import { type Database, openDatabase } from '../../src/server/db/client.ts';
import { type LineShape, openShapedLink } from './shaped-link.ts';

export interface StackWish {
  readonly workers?: number;
  /** For the programs: SIZE_BY_CONTENT and the like. */
  readonly env?: Readonly<Record<string, string>>;
  /** The way to the store, for programs and browsers; none of it is felt when absent. */
  readonly lineToStore?: LineShape;
}

export interface BenchStack {
  readonly url: string;
  readonly db: Database;
  readonly workers: number;
  readonly kafkaBrokers: readonly string[];
  /** The store itself, past web, over the line as wished. */
  readonly store: {
    readonly endpoint: string;
    readonly region: string;
    readonly bucket: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

export interface StackKeeper {
  /** The stack as wished: the one that runs, or a new one in its place. */
  open(wish?: StackWish): Promise<BenchStack>;
  /** Stops what runs. */
  close(): Promise<void>;
}

const DEFAULT_WORKERS = 2;

interface Running extends BenchStack {
  readonly wished: string;
  stop(): Promise<void>;
}

/** @param dataRoot the folder that each stack makes its own folder in */
export function createStackKeeper(say: Say, signal: AbortSignal, dataRoot: string): StackKeeper {
  let running: Running | undefined;
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: a section that is given up while its stack starts leaves it to `close`.
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  async function stopRunning(): Promise<void> {
    const old = running;
    running = undefined;
    await old?.stop();
  }

  async function replaceBy(wish: StackWish): Promise<BenchStack> {
    const wished = JSON.stringify(wish);
    if (running?.wished === wished) return running;
    await stopRunning();
    signal.throwIfAborted();
    running = { ...(await start(wish, say, dataRoot)), wished };
    return running;
  }

  return { close: () => inTurn(stopRunning), open: (wish = {}) => inTurn(() => replaceBy(wish)) };
}

async function start(
  { workers = DEFAULT_WORKERS, env = {}, lineToStore }: StackWish,
  say: Say,
  dataRoot: string,
): Promise<Omit<Running, 'wished'>> {
  // All of them warm: what is measured is the work, not the start of a process.
  const settings = { workers, workersMin: workers, dataDir: newStackFolder(dataRoot) };
  const link = lineToStore && (await openShapedLink(lineToStore));
  const programPorts = link ? { s3: link.port } : {};
  const stack = await createTestStack(say, settings, { LEASE_SECONDS: '30', ...env }, programPorts);
  link?.leadTo(stack.settings.ports.s3);
  const stop = async (keepLogs: boolean) => {
    await end(stack, say, keepLogs);
    await link?.close();
  };
  try {
    await stack.startServices();
    await stack.migrate();
    await stack.startPrograms('production');
  } catch (error) {
    await stop(true);
    throw error;
  }
  const database = openDatabase(stack.env.DATABASE_URL ?? '', 4);
  return {
    url: stack.settings.publicUrl,
    db: database.db,
    workers,
    kafkaBrokers: (stack.env.KAFKA_BROKERS ?? '').split(','),
    store: {
      endpoint: link ? `http://127.0.0.1:${link.port}` : (stack.env.S3_ENDPOINT ?? ''),
      region: stack.env.S3_REGION ?? '',
      bucket: stack.env.S3_SOURCE_BUCKET ?? '',
      credentials: {
        accessKeyId: stack.env.S3_ACCESS_KEY_ID ?? '',
        secretAccessKey: stack.env.S3_SECRET_ACCESS_KEY ?? '',
      },
    },
    async stop() {
      await database.close();
      await stop(false);
    },
  };
}

async function end(stack: Stack, say: Say, keepLogs: boolean): Promise<void> {
  const leftovers = await removeTestStack(stack, { keepLogs });
  for (const { pid, commandLine } of leftovers)
    say(`! Process ${pid} had outlived its parent: ${commandLine}`);
  if (keepLogs) say(`The logs of the stack are in ${stack.settings.dataDir}/logs`);
}
