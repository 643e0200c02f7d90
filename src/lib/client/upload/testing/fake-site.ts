/** A server, a storage and a browser in memory, for the tests of the uploader. */
import type { ReceivedPart } from '#lib/domain/multipart.ts';
import { ProblemError } from '../../problem.ts';
import type { PutPart } from '../put-part.ts';
import type { UploadApi } from '../upload-api.ts';
import type { UploadLocks } from '../upload-locks.ts';
import { createBrowserMemory } from '../upload-memory.ts';
import { createUploader, type UploaderTools } from '../uploader.ts';

const PART_BYTES = 100;
const mp4Head = new TextEncoder().encode('\0\0\0\x18ftypmp42');

export function videoFile(
  sizeBytes: number,
  { name = 'holiday.mp4', lastModified = 1, fill = 0 } = {},
): File {
  const rest = new Uint8Array(sizeBytes - mp4Head.length).fill(fill);
  return new File([mp4Head, rest], name, { type: 'video/mp4', lastModified });
}

/** `localStorage` of one browser. */
function fakeStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  };
}

/** The Web Locks of one browser. */
function fakeLocks(): UploadLocks {
  const tails = new Map<string, Promise<void>>();
  return {
    async hold(name, signal, onBusy) {
      const before = tails.get(name);
      const { promise, resolve } = Promise.withResolvers<void>();
      const mine: Promise<void> = promise.then(() => {
        if (tails.get(name) === mine) tails.delete(name);
      });
      tails.set(name, mine);
      if (before) {
        onBusy();
        const aborted = new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        });
        await Promise.race([before, aborted]).catch((error: unknown) => {
          resolve();
          throw error;
        });
      }
      return resolve;
    },
  };
}

export type FakeSite = ReturnType<typeof fakeSite>;

/** @param fails may refuse a part before it is stored */
export function fakeSite(
  fails: (partNumber: number, attempt: number) => Error | undefined = () => undefined,
) {
  const received = new Map<number, ReceivedPart>();
  const calls: string[] = [];
  const attempts = new Map<number, number>();
  const checksums = new Map<number, string>();
  const status = { current: 'open' };
  const peak = { lanes: 0 };
  const waits: number[] = [];
  let lanes = 0;
  let partCount = 0;
  let keys = 0;
  let nowMs = 0;

  const api: UploadApi = {
    async create({ fileSize, title, visibility, idempotencyKey }) {
      calls.push(`create ${title} ${visibility} ${idempotencyKey}`);
      partCount = Math.ceil(fileSize / PART_BYTES);
      return { uploadId: 'u', videoId: 'v', partSize: PART_BYTES, partCount };
    },
    async signPart(_, partNumber, sha256) {
      calls.push(`sign ${partNumber}`);
      if (sha256) checksums.set(partNumber, sha256);
      return { url: `part:${partNumber}`, headers: { 'x-sum': sha256 ?? '' } };
    },
    progress: async () => ({ status: status.current, received: [...received.values()] }),
    async complete() {
      calls.push('complete');
      const numbers = Array.from({ length: partCount }, (_, index) => index + 1);
      const missing = numbers.filter((part) => !received.has(part));
      if (status.current === 'open' && missing.length > 0)
        throw new ProblemError({ code: 'UPLOAD_INCOMPLETE', sentence: 'Missing.', details: { missing } });
      status.current = 'completed';
    },
    async abort() {
      calls.push('abort');
      status.current = 'aborted';
    },
    async describeVideo(_, { title, description }) {
      calls.push(`describe ${title} ${description}`.trim());
    },
  };

  const put: PutPart = async (url, body, { signal, onProgress }) => {
    const partNumber = Number(url.split(':')[1]);
    const attempt = (attempts.get(partNumber) ?? 0) + 1;
    attempts.set(partNumber, attempt);
    lanes += 1;
    peak.lanes = Math.max(peak.lanes, lanes);
    try {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      onProgress(body.size / 2);
      const failure = fails(partNumber, attempt);
      if (failure) throw failure;
      received.set(partNumber, { partNumber, size: body.size, etag: 'e' });
    } finally {
      lanes -= 1;
    }
  };

  const memory = createBrowserMemory('ada', fakeStorage());
  const tools: UploaderTools = {
    api,
    put,
    memory,
    locks: fakeLocks(),
    lockNameOf: ({ sample }) => sample,
    newKey: () => `key-${++keys}`,
    retryTools: {
      random: () => 0.5,
      wait: async (ms, signal) => {
        waits.push(ms);
        // The loop turns once, so that nobody who waits keeps the others from their work.
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
      },
    },
    nowMs: () => (nowMs += 250),
  };
  return { tools, memory, calls, received, attempts, checksums, peak, waits, status };
}

/** One upload of a page that has no queue. */
export function uploaderOf(origin: Parameters<typeof createUploader>[1], tools: UploaderTools) {
  const phases: string[] = [];
  const uploader = createUploader('1', origin, tools, () => {
    const { phase } = uploader.state();
    if (phases.at(-1) !== phase) phases.push(phase);
  });
  return { uploader, phases };
}
