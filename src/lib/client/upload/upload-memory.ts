import { type FilePrint, isSamePrint } from './file-print.ts';
import type { OpenUpload, UploadDetails } from './upload-api.ts';

/** An upload as this browser remembers it: enough to go on after a reload or a crash, given the file. */
export interface RememberedUpload {
  /** The browser's own name of it; the server gives the same upload again for the same key. */
  readonly key: string;
  readonly filename: string;
  readonly print: FilePrint;
  readonly details: UploadDetails;
  /** Absent while it is not known whether the server has opened it. */
  readonly opened: OpenUpload | undefined;
}

export interface UploadMemory {
  /** What has not come to an end; oldest first. */
  all(): readonly RememberedUpload[];
  find(print: FilePrint): RememberedUpload | undefined;
  keep(upload: RememberedUpload): void;
  /** It is done: another tab that waited for its turn with the same file finds it here. */
  finish(key: string): void;
  findFinished(print: FilePrint): RememberedUpload | undefined;
  forget(key: string): void;
}

/** Long enough for a tab that sleeps in the background; then the same file may be meant anew. */
const FINISHED_KEPT_MS = 3_600_000;

/**
 * @param userId uploads are a person's own, also where several share a browser
 * @param storage `localStorage`: all tabs see it, and it outlives them
 */
export function createBrowserMemory(userId: string, storage: Storage): UploadMemory {
  const prefix = `sluice.upload.${userId}.`;

  function list(isFinished: boolean): readonly StoredUpload[] {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    return keys
      .filter((key) => key.startsWith(prefix))
      .map((key) => parse(storage.getItem(key)))
      .filter((upload) => upload !== undefined)
      .filter(({ finishedAt }) => (finishedAt !== undefined) === isFinished)
      .toSorted((a, b) => a.rememberedAt - b.rememberedAt);
  }

  function store(upload: StoredUpload): void {
    try {
      storage.setItem(prefix + upload.key, JSON.stringify(upload));
    } catch {
      // Full or forbidden: the upload works all the same, only not past a reload.
    }
  }

  const known = (key: string) => parse(storage.getItem(prefix + key));
  const forget = (key: string) => storage.removeItem(prefix + key);

  return {
    all: () => list(false),
    find: (print) => list(false).find((upload) => isSamePrint(upload.print, print)),
    keep: (upload) =>
      store({
        ...upload,
        rememberedAt: known(upload.key)?.rememberedAt ?? Date.now(),
        finishedAt: undefined,
      }),
    finish(key) {
      for (const old of list(true))
        if (Date.now() - (old.finishedAt ?? 0) > FINISHED_KEPT_MS) forget(old.key);
      const upload = known(key);
      if (upload) store({ ...upload, finishedAt: Date.now() });
    },
    findFinished: (print) => list(true).findLast((upload) => isSamePrint(upload.print, print)),
    forget,
  };
}

interface StoredUpload extends RememberedUpload {
  /** Milliseconds since 1970, by this browser's clock; only to put them in order, and old ones away. */
  readonly rememberedAt: number;
  readonly finishedAt: number | undefined;
}

/** Undefined for what an older or newer page has written in another shape. */
function parse(text: string | null): StoredUpload | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
  return isStored(value) ? value : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function has(value: unknown, fields: Readonly<Record<string, 'string' | 'number'>>): boolean {
  return isRecord(value) && Object.entries(fields).every(([name, type]) => typeof value[name] === type);
}

function isStored(value: unknown): value is StoredUpload {
  if (!has(value, { key: 'string', filename: 'string', rememberedAt: 'number' }) || !isRecord(value))
    return false;
  const { print, details, opened } = value;
  return (
    has(print, { sizeBytes: 'number', lastModifiedMs: 'number', sample: 'string' }) &&
    has(details, { title: 'string', description: 'string', visibility: 'string' }) &&
    (opened === undefined ||
      has(opened, { uploadId: 'string', videoId: 'string', partSize: 'number', partCount: 'number' }))
  );
}

/** On the server, where no browser remembers anything. */
export const memoryOfNobody: UploadMemory = {
  all: () => [],
  find: () => undefined,
  keep: () => undefined,
  finish: () => undefined,
  findFinished: () => undefined,
  forget: () => undefined,
};
