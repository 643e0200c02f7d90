/** The folders of chaos runs lie in the system's temporary folder: one a run, gone with it. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clearDeadRun, findLiveRun, readRun } from '../../infra/local/processes/run-file.ts';
import { unmount } from './small-disk.ts';

const prefix = path.join(tmpdir(), 'sluice-chaos-');

export const makeChaosFolder = (): string => mkdtempSync(prefix);

/** Where the workers of a stack write. */
export const workFolderOf = (dataDir: string): string => path.join(dataDir, 'work');

/** A run that failed leaves its logs; whoever wants them looks sooner than this. */
const LOGS_KEPT_MS = 24 * 3_600_000;

/** Ends and removes what runs that were killed have left, and logs that are old. A run that lives stays. */
export async function removeDeadChaosFolders(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(path.basename(prefix)));
  for (const name of names) {
    const folder = path.join(tmpdir(), name);
    if (findLiveRun(folder)) continue;
    const isAbandoned = readRun(folder) !== undefined;
    // Without a run it may also be one that begins in this moment.
    if (!isAbandoned && Date.now() - statSync(folder).mtimeMs < LOGS_KEPT_MS) continue;
    await clearDeadRun(folder);
    unmount(workFolderOf(folder));
    rmSync(folder, { recursive: true, force: true });
  }
}
