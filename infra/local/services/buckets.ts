/** The two buckets and what browsers may do with them. On AWS Terraform makes the same. */
import { CreateBucketCommand, HeadBucketCommand, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';
import type { StackSettings } from '../env.ts';
import type { StackSecrets } from '../secrets.ts';
import { s3Endpoint } from './versitygw.ts';

export const sourceBucket = 'sluice-source';
export const mediaBucket = 'sluice-media';

/** The page may be opened by either loopback name, whatever PUBLIC_URL says. */
const allowedOrigins = ({ publicUrl, ports }: StackSettings): string[] => [
  ...new Set([new URL(publicUrl).origin, `http://localhost:${ports.web}`, `http://127.0.0.1:${ports.web}`]),
];

export async function createBuckets(settings: StackSettings, secrets: StackSecrets): Promise<void> {
  const client = new S3Client({
    endpoint: s3Endpoint(settings),
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: secrets.s3AccessKey, secretAccessKey: secrets.s3SecretKey },
  });
  try {
    for (const bucket of [sourceBucket, mediaBucket]) {
      if (!(await exists(client, bucket))) await client.send(new CreateBucketCommand({ Bucket: bucket }));
      // At every start: PUBLIC_URL may have changed since the bucket was made.
      await client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: corsFor(settings) }));
    }
  } finally {
    client.destroy();
  }
}

const corsFor = (settings: StackSettings) => ({
  CORSRules: [
    {
      AllowedOrigins: allowedOrigins(settings),
      AllowedMethods: ['GET', 'HEAD', 'PUT', 'POST'],
      AllowedHeaders: ['*'],
      // Without it a browser can't read the ETag of the part it just sent.
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 3600,
    },
  ],
});

async function exists(client: S3Client, bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') return false;
    throw error;
  }
}
