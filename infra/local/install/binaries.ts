/** Where a program lies on this machine. Debian keeps servers in sbin, which an ordinary user's PATH leaves out. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { inheritedEnv } from '../env.ts';

const serverDirs = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

export function findBinary(name: string): string | undefined {
  const dirs = [...(inheritedEnv.PATH ?? '').split(path.delimiter), ...serverDirs];
  return dirs
    .filter((dir) => path.isAbsolute(dir))
    .map((dir) => path.join(dir, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

export function requireBinary(name: string): string {
  const file = findBinary(name);
  if (!file) throw new Error(`\`${name}\` was not found on this machine.`);
  return file;
}
