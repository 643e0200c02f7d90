/**
 * DATA_DIR/stack.json: which stack runs here, under which supervisor. It makes a second `up` harmless, tells `down`
 * whom to ask, and survives a supervisor that was killed, so that the next command can clean up after it.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { endLeftovers, type Leftover } from './leftovers.ts';
import { identifyProcess, isAlive, processIdentitySchema, signalProcess } from './process-identity.ts';

const runSchema = z.object({
  stackId: z.string(),
  url: z.string(),
  supervisor: processIdentitySchema,
  ready: z.boolean(),
  processes: z.array(processIdentitySchema.extend({ name: z.string() })),
});

export type Run = z.infer<typeof runSchema>;

const runFileOf = (dataDir: string): string => path.join(dataDir, 'stack.json');

export function readRun(dataDir: string): Run | undefined {
  const file = runFileOf(dataDir);
  return existsSync(file) ? runSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** The run whose supervisor lives, if there is one. */
export function findLiveRun(dataDir: string): Run | undefined {
  const run = readRun(dataDir);
  return run && isAlive(run.supervisor) ? run : undefined;
}

export function writeRun(dataDir: string, run: Run): void {
  const file = runFileOf(dataDir);
  writeFileSync(`${file}.new`, `${JSON.stringify(run, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** Clears what a killed supervisor left. Never call it while one lives. */
export async function clearDeadRun(dataDir: string): Promise<Leftover[]> {
  const run = readRun(dataDir);
  if (!run) return [];
  if (isAlive(run.supervisor)) throw new Error(`A stack runs in ${dataDir} (pid ${run.supervisor.pid}).`);
  // Paused children would sleep through SIGTERM.
  for (const child of run.processes) signalProcess(child, 'SIGCONT');
  const ended = await endLeftovers(run.stackId);
  rmSync(runFileOf(dataDir), { force: true });
  return ended;
}

/** Takes the folder for this process. Exactly one of two simultaneous claims succeeds. */
export function claimRun(dataDir: string, url: string): Run {
  mkdirSync(dataDir, { recursive: true });
  const supervisor = identifyProcess(process.pid);
  if (!supervisor) throw new Error('This process can not read its own start time from /proc.');
  const run: Run = { stackId: randomUUID(), url, supervisor, ready: false, processes: [] };
  try {
    writeFileSync(runFileOf(dataDir), JSON.stringify(run), { flag: 'wx' });
  } catch (error) {
    throw new Error(`Another start took ${dataDir} in this moment.`, { cause: error });
  }
  return run;
}

export const releaseRun = (dataDir: string): void => rmSync(runFileOf(dataDir), { force: true });
