import { fileChanged, isSamePrint, takePrint } from './file-print.ts';
import type { OpenUpload, UploadApi, UploadDetails } from './upload-api.ts';
import type { RememberedUpload, UploadMemory } from './upload-memory.ts';

export interface RecordTools {
  readonly api: Pick<UploadApi, 'abort'>;
  readonly memory: UploadMemory;
  /** A name for an upload, never used before. */
  newKey(): string;
}

/** Which upload this is: its name here, its file, and what the server has opened for it. Kept past the page. */
export function createUploadRecord(remembered: RememberedUpload | undefined, tools: RecordTools) {
  const { api, memory } = tools;
  let print = remembered?.print;
  let opened = remembered?.opened;
  let key = remembered?.key ?? tools.newKey();
  /** Another tab has begun it: what has come of it there has come of it here. */
  let isOfOtherTab = false;

  function forget(): void {
    memory.forget(key);
    opened = undefined;
    key = tools.newKey();
  }

  return {
    key: () => key,
    print: () => print,
    opened: () => opened,
    isOfOtherTab: () => isOfOtherTab,

    keep(filename: string, details: UploadDetails): void {
      if (print) memory.keep({ key, filename, print, details, opened });
    },

    /** The server has opened it. */
    open(upload: OpenUpload): void {
      opened = upload;
    },

    /** The server has closed what it had opened; the file may still be uploaded anew. */
    forget,

    /** The same, where nobody has told the server yet. */
    giveUp(): void {
      // Best effort: what stays behind runs out by itself after two days.
      if (opened) void api.abort(opened.uploadId).catch(() => undefined);
      forget();
    },

    finish: () => memory.finish(key),

    /** @throws ProblemError FILE_CHANGED when it is not the file that this upload began with */
    async check(chosen: File): Promise<void> {
      const taken = await takePrint(chosen);
      if (print && !isSamePrint(print, taken)) throw fileChanged();
      print = taken;
    },

    /** Takes up what this browser knows of an upload of the same file, begun in this tab or another. */
    adopt(): void {
      const known = print && memory.find(print);
      if (!known) return;
      ({ key } = known);
      opened = known.opened ?? opened;
    },

    /** The same, of what the other tab has begun, and perhaps ended. */
    adoptOther(): void {
      const other = print && (memory.find(print) ?? memory.findFinished(print));
      if (!other?.opened) return;
      isOfOtherTab = true;
      ({ key, opened } = other);
    },
  };
}
