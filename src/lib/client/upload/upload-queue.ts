import type { UploadDetails } from './upload-api.ts';
import { isUnfinished, type UploadState, uploadTransitions } from './upload-state.ts';
import { createUploader, type Uploader, type UploaderTools } from './uploader.ts';

export type UploadQueue = ReturnType<typeof createUploadQueue>;

/** Several files, one after the other: the first is watchable sooner than if all shared the line. */
export function createUploadQueue(tools: UploaderTools) {
  let uploaders: readonly Uploader[] = [];
  let snapshot: readonly UploadState[] = [];
  let nextId = 1;
  let isRunning = false;
  const listeners = new Set<() => void>();

  function publish(): void {
    snapshot = uploaders.map((uploader) => uploader.state());
    for (const listener of listeners) listener();
  }

  async function runAll(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (let next = firstWaiting(); next; next = firstWaiting()) await next.start();
    isRunning = false;
  }

  const firstWaiting = () => uploaders.find((uploader) => uploader.state().phase === 'waiting');
  const find = (id: string) => uploaders.find((uploader) => uploader.state().id === id);

  return {
    /** For `useSyncExternalStore`. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => snapshot,

    add(files: readonly File[]): void {
      const added = files.map((file) => createUploader(String(nextId++), file, tools, publish));
      uploaders = [...uploaders, ...added];
      publish();
      void runAll();
    },

    retry(id: string): void {
      if (find(id)?.retry()) void runAll();
    },

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

    isBusy: () => snapshot.some(isUnfinished),
  };
}
