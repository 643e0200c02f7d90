import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ReceivedPart } from '#lib/domain/multipart.ts';
import {
  type ListedMultipart,
  type MultipartAddress,
  type ObjectAddress,
  type ObjectStore,
  ObjectStoreError,
} from '../ports/object-store.ts';

export interface S3Settings {
  /** Absent on AWS, where the SDK knows it. */
  readonly endpoint: string | undefined;
  /** The endpoint as browsers reach it, for signed URLs. */
  readonly publicEndpoint: string | undefined;
  readonly region: string;
  /** Absent on AWS, where the task role provides them. */
  readonly credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

function openClient(settings: S3Settings, endpoint: string | undefined): S3Client {
  return new S3Client({
    region: settings.region,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(settings.credentials ? { credentials: settings.credentials } : {}),
    // A bare PUT must satisfy a signed URL: no checksum header may be part of the signature.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** Not that the bucket is: a disk that is not mounted has lost nothing. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  return error.$metadata.httpStatusCode === 404 && error.name !== 'NoSuchBucket';
}

/** What is no answer of the store, or its own 5xx and "slow down". */
function isAway(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return true;
  const status = error.$metadata.httpStatusCode ?? 503;
  return status >= 500 || status === 429 || error.name === 'NoSuchBucket';
}

/** Runs one call; absence becomes `undefined`, every other failure an ObjectStoreError. */
async function attempt<T>(operation: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new ObjectStoreError(operation, { cause: error, isAway: isAway(error) });
  }
}

function unquote(etag: string | undefined): string {
  return (etag ?? '').replaceAll('"', '');
}

export function createS3ObjectStore(settings: S3Settings): ObjectStore {
  const client = openClient(settings, settings.endpoint);
  const signer = openClient(settings, settings.publicEndpoint ?? settings.endpoint);
  const address = ({ bucket, key }: ObjectAddress) => ({ Bucket: bucket, Key: key });
  const upload = (at: MultipartAddress) => ({ ...address(at), UploadId: at.s3UploadId });

  async function need<T>(operation: string, call: () => Promise<T>): Promise<T> {
    const result = await attempt(operation, call);
    if (result === undefined) throw new ObjectStoreError(operation, { cause: 'not found' });
    return result;
  }

  return {
    async startMultipart(object, contentType, checksum) {
      const command = new CreateMultipartUploadCommand({
        ...address(object),
        ContentType: contentType,
        ...(checksum && { ChecksumAlgorithm: 'SHA256' }),
      });
      const answer = await need('start an upload', () => client.send(command));
      if (!answer.UploadId) throw new ObjectStoreError('start an upload', { cause: 'no upload id' });
      return answer.UploadId;
    },

    signPart(at, { partNumber, sizeBytes, sha256 }, expiresSeconds) {
      const command = new UploadPartCommand({
        ...upload(at),
        PartNumber: partNumber,
        ContentLength: sizeBytes,
        ...(sha256 && { ChecksumSHA256: sha256 }),
      });
      // Content-Length is signed, so that nobody sends more than was declared; the checksum, so that nothing else is.
      const signed = ['content-length', ...(sha256 ? ['x-amz-checksum-sha256'] : [])];
      return getSignedUrl(signer, command, {
        expiresIn: expiresSeconds,
        unhoistableHeaders: new Set(signed),
        signableHeaders: new Set(['host', ...signed]),
      });
    },

    async writePart(at, partNumber, body) {
      const command = new UploadPartCommand({ ...upload(at), PartNumber: partNumber, Body: body });
      await need('write a part', () => client.send(command));
    },

    listParts(at) {
      return attempt('list parts', async () => {
        const parts: ReceivedPart[] = [];
        // By IsTruncated, not by the SDK's paginator: that one goes on for as long as there is a next marker, and
        // stores give one with the last page too (versitygw says 0 then, and the list begins anew, for ever).
        for (let marker: string | undefined; ; ) {
          const page = await client.send(new ListPartsCommand({ ...upload(at), PartNumberMarker: marker }));
          for (const part of page.Parts ?? []) {
            parts.push({
              partNumber: part.PartNumber ?? 0,
              size: part.Size ?? 0,
              etag: unquote(part.ETag),
              ...(part.ChecksumSHA256 && { sha256: part.ChecksumSHA256 }),
            });
          }
          if (!page.IsTruncated || page.NextPartNumberMarker === undefined) return parts;
          marker = page.NextPartNumberMarker;
        }
      });
    },

    async completeMultipart(at, parts) {
      const Parts = parts.map(({ partNumber, etag, sha256 }) => ({
        PartNumber: partNumber,
        ETag: etag,
        ...(sha256 && { ChecksumSHA256: sha256 }),
      }));
      const command = new CompleteMultipartUploadCommand({ ...upload(at), MultipartUpload: { Parts } });
      await need('complete an upload', () => client.send(command));
    },

    async abortMultipart(at) {
      await attempt('abort an upload', () => client.send(new AbortMultipartUploadCommand(upload(at))));
    },

    signPut(object, contentType, sizeBytes, expiresSeconds) {
      const command = new PutObjectCommand({
        ...address(object),
        ContentType: contentType,
        ContentLength: sizeBytes,
      });
      return getSignedUrl(signer, command, {
        expiresIn: expiresSeconds,
        unhoistableHeaders: new Set(['content-length']),
        signableHeaders: new Set(['host', 'content-length']),
      });
    },

    signPost(object, { contentType, sizeBytes, metadata }, expiresSeconds) {
      const signed = Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
      return createPresignedPost(signer, {
        ...address(object),
        Fields: { 'Content-Type': contentType, ...Object.fromEntries(signed) },
        Conditions: [['content-length-range', sizeBytes, sizeBytes]],
        Expires: expiresSeconds,
      });
    },

    signGet(object, expiresSeconds) {
      return getSignedUrl(signer, new GetObjectCommand(address(object)), { expiresIn: expiresSeconds });
    },

    async stat(object) {
      const head = await attempt('look at an object', () =>
        client.send(new HeadObjectCommand(address(object))),
      );
      if (!head) return undefined;
      return {
        sizeBytes: head.ContentLength ?? 0,
        etag: unquote(head.ETag),
        contentType: head.ContentType,
        metadata: head.Metadata ?? {},
      };
    },

    async read(object) {
      const answer = await attempt('read an object', () =>
        client.send(new GetObjectCommand(address(object))),
      );
      return answer?.Body as Readable | undefined;
    },

    async write(object, body, contentType, cacheControl) {
      const command = new PutObjectCommand({
        ...address(object),
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
      });
      await need('write an object', () => client.send(command));
    },

    async markForArchive(object) {
      const Tagging = { TagSet: [{ Key: 'sluice-archive', Value: 'true' }] };
      await attempt('tag an object', () =>
        client.send(new PutObjectTaggingCommand({ ...address(object), Tagging })),
      );
    },

    async remove(object) {
      await attempt('remove an object', () => client.send(new DeleteObjectCommand(address(object))));
    },

    async removeAll(bucket, prefix) {
      let removed = 0;
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        const Objects = (page.Contents ?? []).flatMap((object) => (object.Key ? [{ Key: object.Key }] : []));
        if (Objects.length === 0) continue;
        const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } });
        const answer = await need('remove objects', () => client.send(command));
        if (answer.Errors?.length) throw new ObjectStoreError('remove objects', { cause: answer.Errors });
        removed += Objects.length;
      }
      return removed;
    },

    async listObjects(bucket, after, limit) {
      const command = new ListObjectsV2Command({
        Bucket: bucket,
        MaxKeys: limit,
        ...(after === '' ? {} : { StartAfter: after }),
      });
      const page = await need('list objects', () => client.send(command));
      return (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
        Key && LastModified ? [{ key: Key, modifiedAt: LastModified }] : [],
      );
    },

    async *listMultiparts(bucket) {
      // By IsTruncated, for the reason given at listParts.
      for (let next: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {}; next; ) {
        const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
          Bucket: bucket,
          ...next,
        });
        const page = await need('list uploads', () => client.send(command));
        yield (page.Uploads ?? []).flatMap(({ Key, UploadId, Initiated }): ListedMultipart[] =>
          Key && UploadId && Initiated ? [{ key: Key, s3UploadId: UploadId, startedAt: Initiated }] : [],
        );
        const { IsTruncated, NextKeyMarker, NextUploadIdMarker } = page;
        next =
          IsTruncated && NextKeyMarker && NextUploadIdMarker
            ? { KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker }
            : undefined;
      }
    },

    async check(bucket) {
      await need('reach a bucket', () => client.send(new HeadBucketCommand({ Bucket: bucket })));
    },
  };
}
