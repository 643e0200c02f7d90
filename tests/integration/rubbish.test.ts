/** What is no video ends as `failed` with its reason, and stands in nobody's way. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clip } from '../support/clips.ts';
import { type RestClient, refusalOf, registerPerson } from '../support/rest-client.ts';
import { statusShape } from '../support/rest-shapes.ts';
import { readVideo, uploadByParts, uploadByPut, waitForEnd, waitUntilReady } from '../support/upload.ts';

let owner: RestClient;
let folder = '';
let videoId = '';

beforeAll(async () => {
  owner = await registerPerson();
  folder = await mkdtemp(path.join(tmpdir(), 'sluice-rubbish-'));
  const file = path.join(folder, 'holiday.mp4');
  await writeFile(file, randomBytes(200_000));
  videoId = await uploadByParts(owner, file);
});
afterAll(() => rm(folder, { recursive: true }));

it('fails with code, sentence and stage, and says that trying again does not help', async () => {
  const status = await waitForEnd(owner, videoId);
  expect(status).toMatchObject({ status: 'failed', playable: false, estimatedTimeRemaining: null });
  expect(['UNSUPPORTED_MEDIA', 'CORRUPT_MEDIA']).toContain(status.error?.code);
  expect(status.error?.stage).toBe('analyzing');
  expect(status.error?.message).toMatch(/^[A-Z].*\.$/);
  expect(status.message).toBe(status.error?.message);
  const video = await readVideo(owner, videoId);
  expect(video).toMatchObject({ status: 'failed', hlsUrl: null, manifestUrl: null });
  expect(video.error).toEqual({
    code: status.error?.code,
    message: status.error?.message,
    retryable: false,
  });
});

it('lets the next video through', async () => {
  await waitUntilReady(owner, await uploadByPut(owner, await clip('240p-2s.mp4')));
});

it('is queued again by a retry, and fails again', async () => {
  const queued = await owner.post(`/videos/${videoId}/retry`, statusShape);
  expect(queued.status).toBe('queued');
  expect(queued.error).toBeUndefined();
  expect(await waitForEnd(owner, videoId)).toMatchObject({ status: 'failed' });
});

it('refuses a retry of what is ready', async () => {
  const { id } = await waitUntilReady(owner, await uploadByPut(owner, await clip('240p-2s.mp4')));
  expect(refusalOf(await owner.send('POST', `/videos/${id}/retry`))).toBe('409 VIDEO_ALREADY_PROCESSING');
  expect(refusalOf(await owner.send('POST', `/videos/${id}/cancel`))).toBe('409 VIDEO_ALREADY_PROCESSING');
});
