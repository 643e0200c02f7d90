import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { MediaError } from '../../src/lib/domain/media-error.ts';
import { findInVolumes } from '../../src/lib/domain/source-volumes.ts';
import type { LeasedTask } from '../../src/lib/domain/worker-protocol.ts';
import type { TranscoderEnv } from './env.ts';
import type { ByteRange } from './source-windows.ts';

export type Source = LeasedTask['source'];

export interface StoredObject {
  readonly body: Readable;
  readonly sizeBytes: number;
}

export interface MediaStore {
  /**
   * Reads a piece of the pinned source, from within one of its volumes.
   * @throws MediaError SOURCE_MISSING or SOURCE_CHANGED
   */
  readSource(source: Source, range: ByteRange, signal: AbortSignal): Promise<Readable>;
  /**
   * Reads a small object whole: a finished segment, or a picture that an owner uploaded.
   * @param maxBytes a larger object is refused
   * @throws MediaError SOURCE_MISSING or MEDIA_LIMIT_EXCEEDED
   */
  readSmall(bucket: string, key: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array>;
  /** Opens a stored object; undefined when there is none of that key. */
  read(bucket: string, key: string, signal: AbortSignal): Promise<StoredObject | undefined>;
  /** Writes an object whose key names its content: once more changes nothing, and mends one that was damaged. */
  writeByContent(bucket: string, key: string, body: Uint8Array, contentType: string): Promise<void>;
  /** Writes an object that is never replaced: one of that key that is there already is our own earlier try. */
  writeOnce(
    bucket: string,
    key: string,
    body: Uint8Array | { path: string },
    contentType: string,
  ): Promise<void>;
}

/** Writes that met this often met something else. */
const MAX_MEETINGS = 5;

/** Keys carry epoch or content hash: what stands under one never changes. */
const CACHE_CONTROL = 'public, max-age=31536000, immutable';

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

export function createMediaStore(env: TranscoderEnv): MediaStore {
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const client = new S3Client({
    region: env.S3_REGION,
    ...(env.S3_ENDPOINT ? { endpoint: env.S3_ENDPOINT, forcePathStyle: true } : {}),
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

  return {
    async readSource(source, range, signal) {
      const { volume, first, last } = findInVolumes(source.volumes ?? [source], range);
      try {
        const command = new GetObjectCommand({
          Bucket: source.bucket,
          Key: volume.key,
          IfMatch: `"${volume.etag}"`,
          Range: `bytes=${first}-${last}`,
        });
        const answer = await client.send(command, { abortSignal: signal });
        if (!(answer.Body instanceof Readable)) throw new Error('the store sent no body');
        return answer.Body;
      } catch (error) {
        if (statusOf(error) === 404) throw new MediaError('SOURCE_MISSING', undefined, { cause: error });
        if (statusOf(error) === 412) throw new MediaError('SOURCE_CHANGED', undefined, { cause: error });
        throw error;
      }
    },

    async readSmall(bucket, key, maxBytes, signal) {
      try {
        const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), {
          abortSignal: signal,
        });
        if ((answer.ContentLength ?? Number.POSITIVE_INFINITY) > maxBytes) {
          throw new MediaError('MEDIA_LIMIT_EXCEEDED');
        }
        if (!answer.Body) throw new Error('the store sent no body');
        return await answer.Body.transformToByteArray();
      } catch (error) {
        if (statusOf(error) === 404) throw new MediaError('SOURCE_MISSING', undefined, { cause: error });
        throw error;
      }
    },

    async read(bucket, key, signal) {
      try {
        const command = new GetObjectCommand({ Bucket: bucket, Key: key });
        const { Body, ContentLength = 0 } = await client.send(command, { abortSignal: signal });
        if (!(Body instanceof Readable)) throw new Error('the store sent no body');
        return { body: Body, sizeBytes: ContentLength };
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    },

    async writeByContent(bucket, key, body, contentType) {
      const input = { Bucket: bucket, Key: key, Body: body };
      await client.send(
        new PutObjectCommand({ ...input, ContentType: contentType, CacheControl: CACHE_CONTROL }),
      );
    },

    async writeOnce(bucket, key, body, contentType) {
      const Body = body instanceof Uint8Array ? body : await readFile(body.path);
      const input = { Bucket: bucket, Key: key, Body, ContentType: contentType, CacheControl: CACHE_CONTROL };
      for (let tries = 1; ; tries++) {
        try {
          await client.send(new PutObjectCommand({ ...input, IfNoneMatch: '*' }));
          return;
        } catch (error) {
          if (statusOf(error) === 412) return;
          // S3 says 409 when two writes of one key meet: chunks of one rung share their init segment.
          if (statusOf(error) !== 409 || tries === MAX_MEETINGS) throw error;
        }
      }
    },
  };
}
