/** A disk of its own for the workers, small enough to be filled: a tmpfs, for which one has to be root. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

export interface SmallDisk {
  /** Until not one byte more fits. */
  fill(): void;
  empty(): void;
  close(): void;
}

/** Four times what the workers want free. */
const SIZE_MIB = 128;
const PIECE_BYTES = 64 * 1024;

/** @returns the sentence why not, where mounting is not allowed */
export function mountSmallDisk(folder: string): SmallDisk | string {
  mkdirSync(folder, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  if (mounted.status !== 0)
    return `no tmpfs can be mounted here: ${mounted.error?.message ?? mounted.stderr.trim()}`;
  const ballast = path.join(folder, 'ballast');
  return {
    fill() {
      const file = openSync(ballast, 'w');
      try {
        for (let piece = Buffer.alloc(PIECE_BYTES); piece.length > 0; ) {
          try {
            writeSync(file, piece);
          } catch {
            // ENOSPC: smaller ones may still fit.
            piece = piece.subarray(0, piece.length >> 1);
          }
        }
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(ballast, { force: true }),
    close: () => unmount(folder),
  };
}

/** Also what a run that was killed has left. Nothing happens where nothing is mounted. */
export function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}
