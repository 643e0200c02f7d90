import type { Readable } from 'node:stream';
import type { PartChecksum, ReceivedPart } from '#lib/domain/multipart.ts';

export interface StoredObject {
  readonly sizeBytes: number;
  /** Without quotes. */
  readonly etag: string;
  readonly contentType: string | undefined;
  /** What was signed along with it: names in lower case, without their `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A form that a browser may post to the store: the file comes last, in a field named `file`. */
export interface SignedForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

export interface ListedObject {
  readonly key: string;
  readonly modifiedAt: Date;
}

export interface ListedMultipart {
  readonly key: string;
  readonly s3UploadId: string;
  readonly startedAt: Date;
}

/** A part as it is declared before it is sent. */
export interface DeclaredPart {
  readonly partNumber: number;
  readonly sizeBytes: number;
  /** Base64. The sender then has to send it along, and the store refuses other bytes. */
  readonly sha256?: string | undefined;
}

export interface MultipartAddress extends ObjectAddress {
  readonly s3UploadId: string;
}

/**
 * Where bytes live. Signed URLs are for the browser and expire; everything else is for our own programs.
 * Errors of the store itself surface as `ObjectStoreError`; absence is `undefined`, not an error.
 */
export interface ObjectStore {
  /** @param checksum when given, every part must come with one; when not, none may */
  startMultipart(object: ObjectAddress, contentType: string, checksum?: PartChecksum | null): Promise<string>;
  /** The URL takes exactly `sizeBytes` bytes, and of exactly that `sha256`: both are signed. */
  signPart(upload: MultipartAddress, part: DeclaredPart, expiresSeconds: number): Promise<string>;
  /** For what passes through web. Parts but the last have at least 5 MiB. */
  writePart(upload: MultipartAddress, partNumber: number, body: Uint8Array): Promise<void>;
  /** What the store itself holds of the upload; `undefined` when it knows no such upload. */
  listParts(upload: MultipartAddress): Promise<readonly ReceivedPart[] | undefined>;
  completeMultipart(upload: MultipartAddress, parts: readonly ReceivedPart[]): Promise<void>;
  /** Idempotent. */
  abortMultipart(upload: MultipartAddress): Promise<void>;
  signPut(
    object: ObjectAddress,
    contentType: string,
    sizeBytes: number,
    expiresSeconds: number,
  ): Promise<string>;
  /** The form takes exactly `sizeBytes` bytes, and its metadata is part of what is signed. */
  signPost(
    object: ObjectAddress,
    file: {
      readonly contentType: string;
      readonly sizeBytes: number;
      readonly metadata: Readonly<Record<string, string>>;
    },
    expiresSeconds: number,
  ): Promise<SignedForm>;
  signGet(object: ObjectAddress, expiresSeconds: number): Promise<string>;
  stat(object: ObjectAddress): Promise<StoredObject | undefined>;
  read(object: ObjectAddress): Promise<Readable | undefined>;
  write(
    object: ObjectAddress,
    body: string | Uint8Array,
    contentType: string,
    cacheControl: string,
  ): Promise<void>;
  /** Marks the object for the bucket's lifecycle rule, which moves it to a cold storage class. */
  markForArchive(object: ObjectAddress): Promise<void>;
  /** Idempotent. */
  remove(object: ObjectAddress): Promise<void>;
  /** Removes everything below the prefix; answers how many objects went. */
  removeAll(bucket: string, prefix: string): Promise<number>;
  /** Up to `limit` objects whose keys come after `after`, in the order of their keys. */
  listObjects(bucket: string, after: string, limit: number): Promise<readonly ListedObject[]>;
  /** Every multipart upload that was neither completed nor aborted, a page at a time. */
  listMultiparts(bucket: string): AsyncIterable<readonly ListedMultipart[]>;
  /** Throws when a bucket can not be reached. */
  check(bucket: string): Promise<void>;
}

/** The store refused or could not be reached. Its own text stays in `cause`: it may hold a signed URL. */
export class ObjectStoreError extends Error {
  /** By name, for the reason given at AppError. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'ObjectStoreError';
  }

  /** No answer, or one that says "not now": the same call may succeed later. */
  readonly isAway: boolean;

  constructor(operation: string, options: { cause: unknown; isAway?: boolean }) {
    super(`the object store failed to ${operation}`, { cause: options.cause });
    this.name = 'ObjectStoreError';
    this.isAway = options.isAway ?? false;
  }
}
