/** The stack's S3 for checks: past the links, so that nothing of what is read is the proxy's doing. */
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Stack } from '../../infra/local/stack.ts';

export interface Store {
  keysOf(bucket: string): Promise<readonly string[]>;
  /** Undefined when there is no such object. */
  bytesOf(bucket: string, key: string): Promise<Uint8Array | undefined>;
  close(): void;
}

export function openStore({ env }: Stack): Store {
  const client = new S3Client({
    endpoint: env.S3_ENDPOINT ?? '',
    region: env.S3_REGION ?? '',
    forcePathStyle: true,
    credentials: {
      accessKeyId: env.S3_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
    },
  });
  return {
    async keysOf(bucket) {
      const keys: string[] = [];
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket }))
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      return keys;
    },
    async bytesOf(bucket, key) {
      let answer: GetObjectCommandOutput;
      try {
        answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
        throw error;
      }
      return answer.Body?.transformToByteArray();
    },
    close: () => client.destroy(),
  };
}
