/** The main road in a real browser: register, upload, see it being processed, watch, and who else may. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { clip } from '../tests/support/clips.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { registerInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { startDashWeb } from './dash-web.ts';
import { chooseQuality, playbackOf, seekTo, startPlayback } from './playback.ts';

const title = `Thirty seconds ${Date.now()}`;
let browser: Browser;
let owner: Visitor;
let watchPath = '';

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await newVisitor(browser);
});
afterAll(() => browser.close());

it('a new person uploads the clip, and sees it become ready without reloading', async () => {
  const { page, errors } = owner;
  onTestFailed(() => takePicture(page, 'failed-upload'));
  await registerInPage(page, 'Ada Lovelace');
  await page.locator('input[type=file]').setInputFiles(await clip('flash-beep-480p-30s.mp4'));
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Title').press('Enter');

  const seen = new Set<string>();
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await waitFor(
    'the link to the ready video',
    async () => {
      const bar = page.getByRole('progressbar', { name: /^Processing of/ });
      // One look at both, for the bar may be gone at the second.
      const [percent] = await bar.evaluateAll((bars) => bars.map((found) => found.ariaValueNow ?? ''));
      if (percent && !seen.has(percent)) {
        seen.add(percent);
        if (seen.size === 3) await takePicture(page, 'processing');
      }
      return percent === '100';
    },
    { seconds: 200, pollMs: 100 },
  );
  expect([...seen].map(Number).filter((percent) => percent > 0 && percent < 100).length).toBeGreaterThan(2);
  expect(loads).toBe(0);
  await takePicture(page, 'ready');
  await page.getByRole('link', { name: 'Watch', exact: true }).click();
  await page.waitForURL('**/watch/*');
  watchPath = new URL(page.url()).pathname;
  await page.getByRole('heading', { name: title }).waitFor();
  expect(errors).toEqual([]);
});

async function watchToTheEnd(format: 'hls' | 'dash'): Promise<void> {
  const { page, errors } = owner;
  onTestFailed(() => takePicture(page, `failed-${format}`));
  const manifests = new Set<string>();
  page.on('request', (request) => {
    const [, kind] = /\.(m3u8|mpd)\?/.exec(request.url()) ?? [];
    if (kind) manifests.add(kind);
  });
  await page.goto(watchPath);
  await startPlayback(page);
  await waitFor('the picture to move', async () => (await playbackOf(page)).currentTime > 1);
  expect((await playbackOf(page)).frames).toBeGreaterThan(10);
  expect(Math.abs((await playbackOf(page)).duration - 30)).toBeLessThan(0.2);
  await takePicture(page, `playing-${format}`);

  for (const height of [240, 480, 360]) {
    // Back to where there is something left to play: a busy machine takes its time.
    await seekTo(page, 2);
    await chooseQuality(page, height);
    await waitFor(`${height}p to be shown`, async () => (await playbackOf(page)).height === height);
  }

  await seekTo(page, 29);
  await waitFor('the end', async () => (await playbackOf(page)).ended);
  expect((await playbackOf(page)).currentTime).toBeGreaterThan(29.8);
  expect([...manifests]).toEqual([format === 'hls' ? 'm3u8' : 'mpd']);
  expect(errors).toEqual([]);
}

it('it plays by HLS, changes quality, and is watched to its last second', () => watchToTheEnd('hls'));

it('it plays by DASH where the site is set to it, just the same', async () => {
  await using _dash = await startDashWeb();
  await watchToTheEnd('dash');
});

it('a stranger meets a page that does not exist until the owner publishes, then finds it on the front page', async () => {
  const { page } = await newVisitor(browser);
  onTestFailed(() => takePicture(page, 'failed-stranger'));
  expect((await page.goto(watchPath))?.status()).toBe(404);
  await takePicture(page, 'stranger-404');
  await page.goto('/');
  expect(await page.getByRole('link', { name: title }).count()).toBe(0);

  await owner.page.goto('/studio');
  const row = owner.page.getByRole('row').filter({ hasText: title });
  await row.getByRole('button', { name: 'Publish' }).click();
  await row.getByRole('button', { name: 'Publish' }).waitFor({ state: 'detached' });
  await takePicture(owner.page, 'studio');

  await page.reload();
  await page.getByRole('link', { name: title }).click();
  await page.waitForURL(`**${watchPath}`);
  await startPlayback(page);
  await waitFor('the picture to move', async () => (await playbackOf(page)).currentTime > 0.5);
  await page.goto('/');
  await takePicture(page, 'front-page');
});

it('whoever signs out can not go on, not even with the page still open', async () => {
  const { page } = owner;
  onTestFailed(() => takePicture(page, 'failed-sign-out'));
  const signedIn = await page.request.get('/api/v1/videos?mine=true');
  expect(signedIn.status()).toBe(200);
  const cookies = await owner.context.cookies();
  const session = cookies.find(({ name }) => name === 'sluice.session');
  await page.goto('/');
  await page.getByRole('button', { name: 'Account of Ada Lovelace' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
  const answer = await fetch(new URL('/api/v1/videos?mine=true', page.url()), {
    headers: { cookie: `sluice.session=${session?.value}` },
  });
  expect(answer.status).toBe(401);
});
