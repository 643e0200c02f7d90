/** Ten minutes of 1080p, 115 MB in two volumes: nothing of ours holds a file in memory. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findSourceObjects } from '../../src/server/uploads/volumes.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase } from '../support/database.ts';
import { sourceBucket } from '../support/object-store.ts';
import { residentBytes } from '../support/resident-memory.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { readStatus, readVideo, uploadByParts, uploadByPut, waitUntilReady } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';

const MIB = 1024 * 1024;
const { db, close } = openStackDatabase();
let owner: RestClient;

beforeAll(async () => {
  owner = await registerPerson();
});

afterAll(close);

const measure = async () => ({
  web: await residentBytes('web'),
  orchestrator: await residentBytes('orchestrator'),
});

it('is ready, while web and orchestrator grow by less than 50 MB', async () => {
  const file = await clip('static-1080p-600s.mov');
  // Warm: every route and consumer has run once.
  await waitUntilReady(owner, await uploadByPut(owner, await clip('240p-2s.mp4')));
  const before = await measure();
  const most = { ...before };
  const videoId = await uploadByParts(owner, file);
  await waitFor(
    'the long video to end',
    async () => {
      const now = await measure();
      most.web = Math.max(most.web, now.web);
      most.orchestrator = Math.max(most.orchestrator, now.orchestrator);
      return ['ready', 'failed'].includes((await readStatus(owner, videoId)).status);
    },
    { seconds: 220, pollMs: 500 },
  );
  const video = await readVideo(owner, videoId);
  expect(await findSourceObjects(db, sourceBucket(), videoId)).toHaveLength(2);
  expect(video).toMatchObject({ status: 'ready', duration: 600, metadata: { width: 1920, height: 1080 } });
  expect(video.resolutions).toEqual(['1080p', '720p', '480p', '360p', '240p']);
  expect(video.fileSize).toBeGreaterThan(100 * MIB);
  expect((most.web - before.web) / MIB).toBeLessThan(50);
  expect((most.orchestrator - before.orchestrator) / MIB).toBeLessThan(50);
});
