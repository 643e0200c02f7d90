import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReceivedPart } from '#lib/domain/multipart.ts';
import {
  type MultipartAddress,
  type ObjectAddress,
  type ObjectStore,
  ObjectStoreError,
} from '../../ports/object-store.ts';

interface Kept {
  readonly body: Buffer;
  readonly etag: string;
  readonly contentType: string | undefined;
  readonly modifiedAt: Date;
}

interface OpenMultipart extends ObjectAddress {
  readonly contentType: string;
  readonly startedAt: Date;
  readonly parts: Map<number, { readonly body: Buffer; readonly etag: string }>;
}

export type MemoryBuckets = ReturnType<typeof createMemoryBuckets>;

/** What the store holds, without the way to it. */
export function createMemoryBuckets(parts: { now(): Date; newId(): string }) {
  const objects = new Map<string, Kept>();
  const multiparts = new Map<string, OpenMultipart>();
  const nameOf = ({ bucket, key }: ObjectAddress) => `${bucket}/${key}`;

  function put(object: ObjectAddress, content: string | Uint8Array, contentType?: string): Kept {
    const body = Buffer.from(content);
    const kept = { body, etag: etagOf(body), contentType, modifiedAt: parts.now() };
    objects.set(nameOf(object), kept);
    return kept;
  }

  return {
    objects,
    multiparts,
    get: (object: ObjectAddress) => objects.get(nameOf(object)),
    put,

    /** `If-None-Match: *`. Answers whether there was none of that key. */
    putNew(object: ObjectAddress, content: string | Uint8Array, contentType?: string): boolean {
      if (objects.has(nameOf(object))) return false;
      put(object, content, contentType);
      return true;
    },

    remove: (object: ObjectAddress) => objects.delete(nameOf(object)),

    /** Keys below a prefix, in their order. */
    keysOf(bucket: string, prefix: string): string[] {
      return [...objects.keys()]
        .filter((name) => name.startsWith(`${bucket}/${prefix}`))
        .map((name) => name.slice(bucket.length + 1))
        .sort();
    },

    startMultipart(object: ObjectAddress, contentType: string): string {
      const s3UploadId = parts.newId();
      multiparts.set(s3UploadId, { ...object, contentType, startedAt: parts.now(), parts: new Map() });
      return s3UploadId;
    },

    /** What the browser does with a signed URL. False when the store knows no such upload. */
    putPart({ s3UploadId }: MultipartAddress, partNumber: number, content: Uint8Array): boolean {
      const upload = multiparts.get(s3UploadId);
      const body = Buffer.from(content);
      upload?.parts.set(partNumber, { body, etag: etagOf(body) });
      return upload !== undefined;
    },

    /** @throws Error, as S3 does, for an upload that is no more or parts that it does not hold */
    completeMultipart(upload: MultipartAddress, claimed: readonly ReceivedPart[]): void {
      const held = multiparts.get(upload.s3UploadId);
      if (!held) throw new Error('NoSuchUpload');
      const bodies = claimed.map(({ partNumber, etag }) => {
        const part = held.parts.get(partNumber);
        if (part?.etag !== etag) throw new Error('InvalidPart');
        return part.body;
      });
      multiparts.delete(upload.s3UploadId);
      put(upload, Buffer.concat(bodies), held.contentType);
    },
  };
}

function etagOf(body: Buffer): string {
  return createHash('md5').update(body).digest('hex');
}

/** Carries a call to the buckets and its answer back: a simulation delays and loses both. */
export type Carry = <T>(operation: string, effect: () => T) => Promise<T>;

/** The port on buckets in memory. Its URLs lead nowhere: who has one calls `putPart` or `put`. */
export function openMemoryObjectStore(buckets: MemoryBuckets, carry: Carry) {
  const url = (object: ObjectAddress, what: string) => `memory://${object.bucket}/${object.key}?${what}`;

  return {
    startMultipart: (object, contentType) =>
      carry('start an upload', () => buckets.startMultipart(object, contentType)),
    signPart: async (upload, { partNumber }) => url(upload, `upload=${upload.s3UploadId}&part=${partNumber}`),
    signPut: async (object) => url(object, 'put'),
    signPost: async (object) => ({ url: url(object, 'post'), fields: {} }),
    signGet: async (object) => url(object, 'get'),

    writePart: (upload, partNumber, body) =>
      carry('write a part', () => {
        if (!buckets.putPart(upload, partNumber, body))
          throw new ObjectStoreError('write a part', { cause: 'NoSuchUpload' });
      }),

    listParts: ({ s3UploadId }) =>
      carry('list parts', () => {
        const upload = buckets.multiparts.get(s3UploadId);
        if (!upload) return undefined;
        return [...upload.parts]
          .map(([partNumber, { body, etag }]) => ({ partNumber, size: body.length, etag }))
          .sort((a, b) => a.partNumber - b.partNumber);
      }),

    completeMultipart: (upload, parts) =>
      carry('complete an upload', () => {
        try {
          buckets.completeMultipart(upload, parts);
        } catch (cause) {
          throw new ObjectStoreError('complete an upload', { cause });
        }
      }),

    abortMultipart: ({ s3UploadId }) =>
      carry('abort an upload', () => void buckets.multiparts.delete(s3UploadId)),

    stat: (object) =>
      carry('look up an object', () => {
        const kept = buckets.get(object);
        if (!kept) return undefined;
        const { body, etag, contentType } = kept;
        return { sizeBytes: body.length, etag, contentType, metadata: {} };
      }),

    read: (object) =>
      carry('read an object', () => {
        const kept = buckets.get(object);
        return kept && Readable.from([kept.body]);
      }),

    write: (object, body, contentType) =>
      carry('write an object', () => void buckets.put(object, body, contentType)),

    // Kept as they are: what a lifecycle rule does later is not the store's own doing.
    markForArchive: () => carry('mark an object', () => undefined),
    remove: (object) => carry('remove an object', () => void buckets.remove(object)),

    removeAll: (bucket, prefix) =>
      carry('remove a folder', () => {
        const keys = buckets.keysOf(bucket, prefix);
        for (const key of keys) buckets.remove({ bucket, key });
        return keys.length;
      }),

    listObjects: (bucket, after, limit) =>
      carry('list objects', () =>
        buckets
          .keysOf(bucket, '')
          .filter((key) => key > after)
          .slice(0, limit)
          .flatMap((key) => {
            const kept = buckets.get({ bucket, key });
            return kept ? [{ key, modifiedAt: kept.modifiedAt }] : [];
          }),
      ),

    async *listMultiparts(bucket) {
      yield await carry('list uploads', () =>
        [...buckets.multiparts]
          .filter(([, upload]) => upload.bucket === bucket)
          .map(([s3UploadId, { key, startedAt }]) => ({ key, s3UploadId, startedAt })),
      );
    },

    check: () => carry('answer', () => undefined),
  } satisfies ObjectStore;
}
