import type { FilePrint } from './file-print.ts';

/** Only one tab sends a file. Whoever holds a lock loses it with the tab, however that ends. */
export interface UploadLocks {
  /**
   * @param onBusy called when another tab holds it; the wait goes on
   * @returns what gives it back
   * @throws the signal's reason
   */
  hold(name: string, signal: AbortSignal, onBusy: () => void): Promise<() => void>;
}

export const lockNameOf = (userId: string, { sizeBytes, lastModifiedMs, sample }: FilePrint): string =>
  `sluice.upload.${userId}.${sizeBytes}.${lastModifiedMs}.${sample}`;

/** https://developer.mozilla.org/docs/Web/API/Web_Locks_API; without it (plain http) every tab sends by itself. */
export function createBrowserLocks(locks: LockManager | undefined): UploadLocks {
  if (!locks) return { hold: async () => () => undefined };

  const request = (name: string, options: LockOptions) =>
    new Promise<(() => void) | null>((resolve, reject) => {
      const whileHeld = (lock: Lock | null) => {
        if (lock) return new Promise<void>((release) => resolve(release));
        resolve(null);
        return undefined;
      };
      locks.request(name, options, whileHeld).catch(reject);
    });

  return {
    async hold(name, signal, onBusy) {
      const atOnce = await request(name, { ifAvailable: true });
      if (atOnce) return atOnce;
      onBusy();
      const later = await request(name, { signal });
      if (!later) throw new Error('a lock was waited for and not given');
      return later;
    },
  };
}
