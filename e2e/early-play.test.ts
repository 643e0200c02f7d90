/** A video is watched in a real browser while it is being encoded. */

import { and, eq, gt } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { tasks } from '../src/server/db/schema/tasks.ts';
import { clip } from '../tests/support/clips.ts';
import { openStackDatabase, segmentsOf } from '../tests/support/database.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { registerInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { playbackOf, seekTo, startPlayback } from './playback.ts';

const SECONDS = 120;
const database = openStackDatabase();
let browser: Browser;
let owner: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await newVisitor(browser);
});
afterAll(async () => {
  await browser.close();
  await database.close();
});

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly playable: boolean;
  readonly resolutions: readonly string[];
}

async function newestVideo(): Promise<Listed | undefined> {
  const answer = await owner.page.request.get('/api/v1/videos?mine=true');
  const { data } = (await answer.json()) as { data: { videos: Listed[] } };
  return data.videos[0];
}

it('plays while it is encoded, goes where nothing is encoded yet, and takes up better rungs where it is', async () => {
  const { page } = owner;
  onTestFailed(() => takePicture(page, 'failed-early-play'));
  await registerInPage(page, 'Early Bird');
  await page.locator('input[type=file]').setInputFiles(await clip('beep-480p-120s.mp4'));
  await page.getByLabel('Title').fill('Two minutes');
  await page.getByLabel('Title').press('Enter');
  const video = await waitFor('the video to be playable', async () => {
    const newest = await newestVideo();
    return newest?.playable ? newest : undefined;
  });
  expect(video.status).toBe('processing');
  // What follows the first chunk comes last of all, unless a viewer asks for it.
  await database.db
    .update(tasks)
    .set({ priority: 99 })
    .where(and(eq(tasks.videoId, video.id), eq(tasks.rungs, '240p'), gt(tasks.firstSegment, 2)));

  let loads = 0;
  await page.goto(`/watch/${video.id}`);
  page.on('load', () => {
    loads += 1;
  });
  await startPlayback(page);
  await waitFor('the picture to move', async () => (await playbackOf(page)).currentTime > 0.5);
  expect(Math.abs((await playbackOf(page)).duration - SECONDS)).toBeLessThan(0.2);
  expect((await playbackOf(page)).height).toBe(240);
  await takePicture(page, 'early-play');

  // The last segment of the rung that plays: if it is there already, this test would prove nothing.
  const last = SECONDS / 4 - 1;
  const isThere = (await segmentsOf(database.db, video.id)).some(
    ({ track, number }) => track === '240p' && number === last,
  );
  expect(isThere).toBe(false);
  await seekTo(page, SECONDS - 3);
  await waitFor(
    'what was not encoded to be shown',
    async () => (await playbackOf(page)).currentTime > SECONDS - 2,
  );
  expect((await newestVideo())?.status).toBe('processing');

  await seekTo(page, 10);
  let before = 10;
  await waitFor(
    'a better rung to be shown',
    async () => {
      const { currentTime, height } = await playbackOf(page);
      // While the manifest is read anew the element says 0 for a moment; it must come back to its place.
      if (height > 240) return currentTime >= before - 1;
      if (currentTime > before) before = currentTime;
      return false;
    },
    { seconds: 300, pollMs: 100 },
  );
  await takePicture(page, 'better-rungs');
  const at = (await playbackOf(page)).currentTime;
  await waitFor('it to go on', async () => (await playbackOf(page)).currentTime > at);
  await waitFor('the video to be ready', async () => (await newestVideo())?.status === 'ready', {
    seconds: 300,
  });
  expect(loads).toBe(0);
});
