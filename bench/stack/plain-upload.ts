/** What any program can do with S3's own client: parts in parallel, nothing else. The measure of the uploader. */
import { open } from 'node:fs/promises';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { planParts } from '../../src/lib/domain/multipart.ts';

interface PlainTarget {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Uploads a file in as many lanes as the uploader has at most. @returns seconds until it was complete */
export async function timePlainUpload(
  target: PlainTarget,
  file: string,
  sizeBytes: number,
  lanes: number,
): Promise<number> {
  const { bucket: Bucket, ...settings } = target;
  const client = new S3Client({ ...settings, forcePathStyle: true });
  const Key = `bench/${crypto.randomUUID()}`;
  const { partSize, partCount } = planParts(sizeBytes);
  await using handle = await open(file);
  const began = performance.now();
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'SHA256' }),
  );
  const queue = Array.from({ length: partCount }, (_, index) => index + 1);
  const Parts: { PartNumber: number; ETag: string | undefined; ChecksumSHA256: string | undefined }[] = [];
  const drive = async () => {
    for (let PartNumber = queue.shift(); PartNumber; PartNumber = queue.shift()) {
      const buffer = Buffer.alloc(partSize);
      const { bytesRead } = await handle.read(buffer, 0, partSize, (PartNumber - 1) * partSize);
      const Body = buffer.subarray(0, bytesRead);
      const part = { Bucket, Key, UploadId, PartNumber, Body, ChecksumAlgorithm: 'SHA256' as const };
      const { ETag, ChecksumSHA256 } = await client.send(new UploadPartCommand(part));
      Parts.push({ PartNumber, ETag, ChecksumSHA256 });
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, drive));
    Parts.sort((a, b) => a.PartNumber - b.PartNumber);
    await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    return (performance.now() - began) / 1000;
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    throw error;
  } finally {
    client.destroy();
  }
}
