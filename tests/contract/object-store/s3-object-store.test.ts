import { GetObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { createS3ObjectStore } from '../../../src/server/adapters/s3-object-store.ts';
import { ObjectStoreError } from '../../../src/server/ports/object-store.ts';
import { openObjectStore, s3ClientSettings, sourceBucket } from '../../support/object-store.ts';
import { describeObjectStore } from './object-store-suite.ts';

const client = new S3Client(s3ClientSettings());
const bucket = sourceBucket();

describeObjectStore({
  name: 'S3 (versitygw)',
  bucket,
  open: openObjectStore,
  async readTags(key) {
    const { TagSet = [] } = await client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }));
    return Object.fromEntries(TagSet.map((tag) => [tag.Key ?? '', tag.Value ?? '']));
  },
});

it('signs for the address that browsers reach, not for its own', async () => {
  const { endpoint, region, credentials } = s3ClientSettings();
  const publicEndpoint = 'https://media.example';
  const store = createS3ObjectStore({ endpoint, publicEndpoint, region, credentials });
  const url = await store.signGet({ bucket, key: 'k' }, 60);
  expect(url.startsWith(`https://media.example/${bucket}/k?`)).toBe(true);
  await store.check(bucket);
});

it('keeps the words of a store that refuses inside: they may hold a signed URL', async () => {
  const { endpoint, region, credentials: own } = s3ClientSettings();
  // Not an unknown key: versitygw answers that with 404, where AWS says 403.
  const credentials = { ...own, secretAccessKey: 'another' };
  const store = createS3ObjectStore({ endpoint, publicEndpoint: undefined, region, credentials });
  const error = await store.stat({ bucket, key: 'k' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ObjectStoreError);
  expect(String(error)).toBe('ObjectStoreError: the object store failed to look at an object');
});
