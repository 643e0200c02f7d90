/** However often and from however many sides an upload is completed, it starts one video once. */
import { stat } from 'node:fs/promises';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { topics } from '../../src/lib/domain/events.ts';
import { outbox } from '../../src/server/db/schema/outbox.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase, tasksOf } from '../support/database.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { arrivalShape, confirmShape, uploadStateShape } from '../support/rest-shapes.ts';
import {
  completeUpload,
  openUpload,
  putWithoutConfirm,
  readVideo,
  sendParts,
  uploadByPut,
  waitUntilReady,
} from '../support/upload.ts';

const { db, close } = openStackDatabase();
let owner: RestClient;

beforeAll(async () => {
  owner = await registerPerson();
});
afterAll(close);

const uploadedMessages = (videoId: string) =>
  db
    .select()
    .from(outbox)
    .where(and(eq(outbox.topic, topics.uploads), eq(outbox.messageKey, videoId)));

it('completed five times at once and once more later, makes one message, one probe and one video', async () => {
  const file = await clip('240p-2s.mp4');
  const { size } = await stat(file);
  const upload = await openUpload(owner, size);
  await sendParts(owner, upload, file);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => owner.send('POST', `/uploads/${upload.uploadId}/complete`)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const video = await waitUntilReady(owner, upload.videoId);
  const late = await completeUpload(owner, upload.uploadId);
  expect(late).toEqual({ videoId: upload.videoId, status: 'ready' });
  expect(await uploadedMessages(video.id)).toHaveLength(1);
  const probes = (await tasksOf(db, video.id)).filter(({ kind }) => kind === 'probe');
  expect(probes).toHaveLength(1);
  expect(await readVideo(owner, video.id)).toMatchObject({ processedAt: video.processedAt });
  const { status } = await owner.get(`/uploads/${upload.uploadId}`, uploadStateShape);
  expect(status).toBe('completed');
});

it('compares the ETags that the client saw with those of S3', async () => {
  const file = await clip('240p-2s.mp4');
  const { size } = await stat(file);
  const upload = await openUpload(owner, size);
  await sendParts(owner, upload, file);
  const { received } = await owner.get(`/uploads/${upload.uploadId}`, uploadStateShape);
  const parts = received.map(({ partNumber, etag }) => ({ partNumber, etag: `"${etag}"` }));
  const answer = await owner.post(`/uploads/${upload.uploadId}/complete`, arrivalShape, { parts });
  expect(answer.videoId).toBe(upload.videoId);
  await waitUntilReady(owner, upload.videoId);
});

it('confirmed twice is one video', async () => {
  const videoId = await uploadByPut(owner, await clip('240p-2s.mp4'));
  const again = await owner.post(`/videos/${videoId}/confirm`, confirmShape);
  expect(again.videoId).toBe(videoId);
  await waitUntilReady(owner, videoId);
  expect(await uploadedMessages(videoId)).toHaveLength(1);
});

it('never confirmed is queued all the same, by the event that S3 sends', async () => {
  const videoId = await putWithoutConfirm(owner, await clip('240p-2s.mp4'));
  const video = await waitUntilReady(owner, videoId);
  expect(video.resolutions).toEqual(['240p']);
  expect(await uploadedMessages(videoId)).toHaveLength(1);
});
