/** Pinned downloads live outside the checkout, under their name and version; a folder that exists is complete. */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheDir } from '../env.ts';

/** Runs `fill` on an empty folder unless the cache has it, and moves the result into place in one rename. */
export async function cachedInstall(
  nameAndVersion: string,
  fill: (dir: string) => Promise<void>,
): Promise<string> {
  const target = path.join(cacheDir, nameAndVersion);
  if (existsSync(target)) return target;
  mkdirSync(cacheDir, { recursive: true });
  // In the cache folder itself: a rename works within one file system only.
  const temporary = mkdtempSync(path.join(cacheDir, '.new-'));
  try {
    await fill(temporary);
    renameSync(temporary, target);
  } catch (error) {
    // A stack that installed the same thing at the same time was first: its result is as good.
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return target;
}
