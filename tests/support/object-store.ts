/** The stack's S3 through the product's own adapter. */
import { createS3ObjectStore } from '../../src/server/adapters/s3-object-store.ts';
import type { ObjectStore } from '../../src/server/ports/object-store.ts';
import { sharedStack } from '../shared-stack.ts';

const value = (name: string): string => sharedStack().env[name] ?? '';

export const sourceBucket = (): string => value('S3_SOURCE_BUCKET');
export const mediaBucket = (): string => value('S3_MEDIA_BUCKET');

export const s3ClientSettings = () => ({
  endpoint: value('S3_ENDPOINT'),
  region: value('S3_REGION'),
  forcePathStyle: true,
  credentials: {
    accessKeyId: value('S3_ACCESS_KEY_ID'),
    secretAccessKey: value('S3_SECRET_ACCESS_KEY'),
  },
});

export function openObjectStore(): ObjectStore {
  const { endpoint, region, credentials } = s3ClientSettings();
  return createS3ObjectStore({ endpoint, publicEndpoint: undefined, region, credentials });
}
