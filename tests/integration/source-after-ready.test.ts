/** What becomes of the original once its video is ready: SOURCE_AFTER_READY = keep, archive or delete. */
import { GetObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { disposeSources, type SourcePolicy } from '../../src/server/transcodes/source-disposal.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase, rowOf } from '../support/database.ts';
import { openObjectStore, s3ClientSettings, sourceBucket } from '../support/object-store.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import type { Video } from '../support/rest-shapes.ts';
import { putWithoutConfirm, uploadByPut, waitUntilReady } from '../support/upload.ts';

const { db, close } = openStackDatabase();
const store = openObjectStore();
const s3 = new S3Client(s3ClientSettings());
let owner: RestClient;

beforeAll(async () => {
  owner = await registerPerson();
});
afterAll(close);

const sourceOf = ({ id }: Video) => ({ bucket: sourceBucket(), key: `${id}/source` });
const dispose = (policy: SourcePolicy) => disposeSources({ db, store, sourceBucket: sourceBucket() }, policy);
/** Twenty at a turn, as the finalizer does it. */
async function disposeAll(policy: SourcePolicy): Promise<void> {
  while ((await dispose(policy)) > 0);
}
async function makeReady(): Promise<Video> {
  return waitUntilReady(owner, await uploadByPut(owner, await clip('240p-2s.mp4')));
}
const tagsOf = async (video: Video) => {
  const { bucket, key } = sourceOf(video);
  const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }));
  return TagSet;
};

it('keep leaves it as it is', async () => {
  const video = await makeReady();
  expect(await dispose('keep')).toBe(0);
  expect(await store.stat(sourceOf(video))).toMatchObject({ sizeBytes: video.fileSize });
  expect((await rowOf(db, video.id)).sourceState).toBe('present');
});

it('archive marks it for the cold storage class, and it stays readable', async () => {
  const video = await makeReady();
  await disposeAll('archive');
  expect(await tagsOf(video)).toEqual([{ Key: 'sluice-archive', Value: 'true' }]);
  expect(await store.stat(sourceOf(video))).toMatchObject({ sizeBytes: video.fileSize });
  expect((await rowOf(db, video.id)).sourceState).toBe('archived');
});

it('delete removes it, the video plays on, and one that is not ready yet keeps its own', async () => {
  const video = await makeReady();
  const unfinished = await putWithoutConfirm(owner, await clip('240p-2s.mp4'));
  const row = await rowOf(db, unfinished);
  await disposeAll('delete');
  expect(await store.stat(sourceOf(video))).toBeUndefined();
  expect((await rowOf(db, video.id)).sourceState).toBe('deleted');
  expect((await fetch(video.hlsUrl ?? '')).status).toBe(200);
  expect(row.status).not.toBe('ready');
  await waitUntilReady(owner, unfinished);
});
