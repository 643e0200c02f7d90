import type { Readable } from 'node:stream';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { MediaError } from '../../src/lib/domain/media-error.ts';
import type { MediaStore } from './media-store.ts';

export interface WatchedStore extends MediaStore {
  /** When the store last failed a call, by `performance.now()`. */
  failedAt(): number;
  /** Whether the store can be worked with: one that has failed is asked again. */
  answers(): Promise<boolean>;
}

const ANSWER_WITHIN_MS = 3_000;
const TOO_MANY = 429;

/** No answer, or none that speaks of the object. A refusal is one: the next call would be refused too. */
function isOutage(error: unknown): boolean {
  if (error instanceof MediaError) return false;
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status === undefined || status >= 500 || status === TOO_MANY;
}

/** Remembers when the store was away, so that neither the media nor FFmpeg is blamed for it. */
export function watchStore(store: MediaStore): WatchedStore {
  let failedAt = Number.NEGATIVE_INFINITY;
  let isSuspect = false;
  let lastBucket = '';

  function note(): void {
    failedAt = performance.now();
    isSuspect = true;
  }
  async function watch<T>(bucket: string, call: Promise<T>, signal?: AbortSignal): Promise<T> {
    lastBucket = bucket;
    try {
      return await call;
    } catch (error) {
      // An aborted call is our own doing.
      if (!signal?.aborted && isOutage(error)) note();
      throw error;
    }
  }
  /** Bytes break off later than the call. */
  function watchBody(body: Readable, signal: AbortSignal): Readable {
    return body.once('error', () => {
      if (!signal.aborted) note();
    });
  }

  return {
    async readSource(source, range, signal) {
      const body = await watch(source.bucket, store.readSource(source, range, signal), signal);
      return watchBody(body, signal);
    },
    readSmall: (bucket, key, maxBytes, signal) =>
      watch(bucket, store.readSmall(bucket, key, maxBytes, signal), signal),
    async read(bucket, key, signal) {
      const found = await watch(bucket, store.read(bucket, key, signal), signal);
      if (found) watchBody(found.body, signal);
      return found;
    },
    writeByContent: (bucket, key, body, contentType) =>
      watch(bucket, store.writeByContent(bucket, key, body, contentType)),
    writeOnce: (bucket, key, body, contentType) =>
      watch(bucket, store.writeOnce(bucket, key, body, contentType)),
    failedAt: () => failedAt,
    async answers() {
      if (!isSuspect) return true;
      try {
        const found = await store.read(lastBucket, 'is-anybody-there', AbortSignal.timeout(ANSWER_WITHIN_MS));
        found?.body.destroy();
        isSuspect = false;
      } catch (error) {
        isSuspect = isOutage(error);
      }
      return !isSuspect;
    },
  };
}
