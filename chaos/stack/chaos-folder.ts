/** The folders of chaos runs lie in the system's temporary folder: one a run, gone with it. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clearDeadRun, findLiveRun, readRun } from '../../infra/local/processes/run-file.ts';
import { unmount } from './small-disk.ts';

const prefix = path.join(tmpdir(), 'sluice-chaos-');

export const makeChaosFolder = (): string => mkdtempSync(prefix);

/** Where the workers of a stack write. */
export const workFolderOf = (dataDir: string): string => path.join(dataDir, 'work');

/** Ends and removes what runs that were killed have left; a run that lives, and the logs of one that failed, stay. */
export async function removeDeadChaosFolders(): Promise<void> {
  const names = readdirSync(tmpdir()).filter((name) => name.startsWith(path.basename(prefix)));
  for (const name of names) {
    const folder = path.join(tmpdir(), name);
    if (!existsSync(path.join(folder, 'stack.json'))) continue;
    if (!readRun(folder) || findLiveRun(folder)) continue;
    await clearDeadRun(folder);
    unmount(workFolderOf(folder));
    rmSync(folder, { recursive: true, force: true });
  }
}
