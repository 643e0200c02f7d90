/** A private stack whose programs reach every service, and workers web, through links that can be cut. */
import { findFreePorts } from '../../infra/local/ports.ts';
import type { Say } from '../../infra/local/progress.ts';
import type { Stack } from '../../infra/local/stack.ts';
import { createTestStack, removeTestStack } from '../../infra/local/test-stack.ts';
import { type Database, openDatabase } from '../../src/server/db/client.ts';
import { makeChaosFolder, workFolderOf } from './chaos-folder.ts';
import { type Link, openLink } from './link.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

/** Far side of each link, by the name that the report uses. */
export const linkNames = ['database', 'kafka', 's3', 'web'] as const;
export type LinkName = (typeof linkNames)[number];

export interface ChaosStack {
  readonly stack: Stack;
  readonly url: string;
  readonly db: Database;
  readonly links: Readonly<Record<LinkName, Link>>;
  /** A sentence where there is none. */
  readonly disk: SmallDisk | string;
  /** Stops everything; the logs stay when something has to be explained. @returns sentences on what outlived it */
  close(options: { keepLogs: boolean }): Promise<readonly string[]>;
}

/** A lost worker's task is given to another after this. */
export const LEASE_SECONDS = 6;

/** @param signal aborting it does not stop the stack: call `close` */
export async function startChaosStack(say: Say, signal: AbortSignal): Promise<ChaosStack> {
  const [web = 0, database = 0, kafka = 0, kafkaController = 0, s3 = 0] = await findFreePorts(5);
  const links = {
    database: await openLink(database),
    kafka: await openLink(kafka),
    s3: await openLink(s3),
    web: await openLink(web),
  };
  const dataDir = makeChaosFolder();
  // What programs complain of while they are broken on purpose stays in their logs.
  const sayWithoutComplaints: Say = (line) => void (/^[\w-]+ \| /.test(line) || say(line));
  const stack = await createTestStack(
    sayWithoutComplaints,
    {
      dataDir,
      publicUrl: `http://127.0.0.1:${web}`,
      ports: { web, database, kafka, kafkaController, s3 },
      workersMin: 2,
    },
    // One thread: with more, x264 under a bit rate's limit gives other bytes each time.
    { LEASE_SECONDS: String(LEASE_SECONDS), FFMPEG_THREADS: '1' },
    { web: links.web.port, database: links.database.port, kafka: links.kafka.port, s3: links.s3.port },
  );
  const disk = mountSmallDisk(workFolderOf(dataDir));
  let pool: ReturnType<typeof openDatabase> | undefined;

  async function close({ keepLogs }: { keepLogs: boolean }): Promise<readonly string[]> {
    for (const link of Object.values(links)) link.heal();
    await pool?.close();
    const outlived = await stack.stop();
    if (typeof disk !== 'string') disk.close();
    await removeTestStack(stack, { keepLogs });
    await Promise.all(Object.values(links).map((link) => link.close()));
    if (keepLogs) say(`The logs of the stack are in ${dataDir}/logs`);
    return outlived.map(({ pid, commandLine }) => `process ${pid} outlived its parent: ${commandLine}`);
  }

  try {
    await stack.startServices();
    await stack.migrate();
    signal.throwIfAborted();
    await stack.startPrograms('production');
  } catch (error) {
    await close({ keepLogs: true });
    throw error;
  }
  pool = openDatabase(stack.env.DATABASE_URL ?? '', 4);
  return { stack, url: stack.settings.publicUrl, db: pool.db, links, disk, close };
}
