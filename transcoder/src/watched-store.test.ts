import { Readable } from 'node:stream';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { MediaError } from '../../src/lib/domain/media-error.ts';
import type { MediaStore } from './media-store.ts';
import { watchStore } from './watched-store.ts';

const source = { bucket: 'b', key: 'V/source', etag: 'e', sizeBytes: 1 };
const range = { first: 0, last: 0 };
const never = new AbortController().signal;
const refusal = (httpStatusCode: number) =>
  new S3ServiceException({ name: 'X', $fault: 'server', $metadata: { httpStatusCode } });

/** Fails every call with `error.now`, or does it. */
function storeWith(error: { now: Error | undefined }, body = Readable.from(['x'])): MediaStore {
  const answer = <T>(value: T) => (error.now ? Promise.reject(error.now) : Promise.resolve(value));
  return {
    readSource: () => answer(body),
    readSmall: () => answer(new Uint8Array()),
    read: () => answer(undefined),
    writeByContent: () => answer(undefined),
    writeOnce: () => answer(undefined),
  };
}

describe('a store that fails a worker', () => {
  it.each([new Error('ECONNREFUSED'), refusal(500), refusal(503), refusal(429)])(
    'is remembered and asked again before more work is taken (%s)',
    async (failure) => {
      const error = { now: failure as Error | undefined };
      const store = watchStore(storeWith(error));
      const began = performance.now();
      await expect(store.writeOnce('b', 'k', new Uint8Array(), 't')).rejects.toBe(failure);
      expect(store.failedAt()).toBeGreaterThanOrEqual(began);
      expect(await store.answers()).toBe(false);
      error.now = undefined;
      expect(await store.answers()).toBe(true);
    },
  );

  it('is remembered too when the bytes break off in the middle', async () => {
    const body = new Readable({ read: () => undefined });
    const store = watchStore(storeWith({ now: undefined }, body));
    const began = performance.now();
    const read = await store.readSource(source, range, never);
    read.destroy(new Error('ECONNRESET'));
    await new Promise((resolve) => read.once('close', resolve));
    expect(store.failedAt()).toBeGreaterThanOrEqual(began);
  });
});

describe('no outage of the store', () => {
  it.each([new MediaError('SOURCE_MISSING'), refusal(403), refusal(404)])('is %s', async (failure) => {
    const store = watchStore(storeWith({ now: failure }));
    await expect(store.readSource(source, range, never)).rejects.toBe(failure);
    expect(store.failedAt()).toBe(Number.NEGATIVE_INFINITY);
    expect(await store.answers()).toBe(true);
  });

  it('is a call that was aborted', async () => {
    const store = watchStore(storeWith({ now: new Error('aborted') }));
    await expect(store.readSource(source, range, AbortSignal.abort())).rejects.toThrow('aborted');
    expect(store.failedAt()).toBe(Number.NEGATIVE_INFINITY);
  });
});
