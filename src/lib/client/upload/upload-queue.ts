import type { UploadDetails } from './upload-api.ts';
import type { RememberedUpload } from './upload-memory.ts';
import { isBusy, isUnfinished, type UploadState, uploadTransitions } from './upload-state.ts';
import { createUploader, type Uploader, type UploaderTools } from './uploader.ts';

export type UploadQueue = ReturnType<typeof createUploadQueue>;

/** Several files, one after the other: the first is watchable sooner than if all shared the line. */
export function createUploadQueue(tools: UploaderTools) {
  let uploaders: readonly Uploader[] = [];
  let snapshot: readonly UploadState[] = [];
  let nextId = 1;
  let hasLeft = false;
  const listeners = new Set<() => void>();

  function publish(): void {
    snapshot = uploaders.map((uploader) => uploader.state());
    for (const listener of listeners) listener();
    startNext();
  }

  function startNext(): void {
    const isAtWork = snapshot.some((state) => isBusy(state) && state.phase !== 'waiting');
    if (!isAtWork) void uploaders.find((uploader) => uploader.state().phase === 'waiting')?.start();
  }

  function append(origins: readonly Parameters<typeof createUploader>[1][]): void {
    const added = origins.map((origin) => createUploader(String(nextId++), origin, tools, publish));
    uploaders = [...uploaders, ...added];
    publish();
  }

  const find = (id: string) => uploaders.find((uploader) => uploader.state().id === id);

  /** By its file too: one that was chosen before the page's code was there may be in the list already. */
  const isListed = ({ filename: name, print, opened }: RememberedUpload): boolean =>
    uploaders.some(
      (uploader) =>
        uploader.state().videoId === opened?.videoId ||
        uploader.isOf({ name, size: print.sizeBytes, lastModified: print.lastModifiedMs }),
    );

  /** True when the file belongs to an upload that is in the list already. */
  function takeUp(file: File): boolean {
    const known = uploaders.find((uploader) => uploader.isOf(file));
    if (!known || !isUnfinished(known.state())) return false;
    // Also to one that is just being looked up: it may find that bytes are missing.
    if (known.lacksFile()) void known.giveFile(file);
    if (known.state().phase === 'paused') known.goOn();
    return true;
  }

  return {
    /** For `useSyncExternalStore`. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => snapshot,

    /** What this browser remembers from before the page was loaded. */
    restore(): void {
      // React's development mode takes every page away once and brings it back.
      if (hasLeft) for (const uploader of uploaders) uploader.goOn();
      hasLeft = false;
      append(tools.memory.all().filter((upload) => upload.opened && !isListed(upload)));
    },

    add: (files: readonly File[]): void => append(files.filter((file) => !takeUp(file))),

    goOn: (id: string) => find(id)?.goOn(),
    pause: (id: string) => find(id)?.pause(),
    giveFile: (id: string, file: File) => find(id)?.giveFile(file),
    cancel: (id: string) => find(id)?.cancel(),
    describe: (id: string, details: UploadDetails) => find(id)?.describe(details),

    /** Takes an upload that has ended off the page; one that failed is given up for good. */
    dismiss(id: string): void {
      find(id)?.cancel();
      uploaders = uploaders.filter(
        (uploader) => uploader.state().id !== id || !uploadTransitions.isTerminal(uploader.state().phase),
      );
      publish();
    },

    /** The person is back at the page, perhaps signed in again in another tab. */
    wake(): void {
      for (const uploader of uploaders) {
        const { phase, problem } = uploader.state();
        if (phase === 'failed' && problem?.code === 'UNAUTHORIZED') uploader.goOn();
      }
    },

    /** The page goes away, or somebody else signs in: nothing is sent any more, and everything can be gone on with. */
    leave(): void {
      hasLeft = true;
      for (const uploader of uploaders) uploader.leave();
    },

    isBusy: () => snapshot.some(isBusy),
  };
}
