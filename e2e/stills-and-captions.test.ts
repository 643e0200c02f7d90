/** Pictures and words around a video: the preview on the scrub bar, the thumbnail of one's choice, captions. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { clip } from '../tests/support/clips.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { registerInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { seekTo, startPlayback } from './playback.ts';

let browser: Browser;
let owner: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await newVisitor(browser);
  const { page } = owner;
  await registerInPage(page, 'Mary Shelley');
  await page.locator('input[type=file]').setInputFiles(await clip('720p-3s.mp4'));
  await page.getByLabel('Title').press('Enter');
  await page.getByRole('link', { name: 'Watch', exact: true }).click({ timeout: 200_000 });
  // Playable comes first; the panel and the storyboard come with the rest.
  await page.getByRole('heading', { name: 'Thumbnail' }).waitFor({ timeout: 200_000 });
});
afterAll(() => browser.close());

it('the scrub bar shows a picture of the place under the pointer', async () => {
  const { page, errors } = owner;
  onTestFailed(() => takePicture(page, 'failed-storyboard'));
  await startPlayback(page);
  // The object itself: the gate's own address has no epoch.
  const sheet = page.waitForResponse((response) => response.url().includes('/storyboard-0-1.jpg'));
  const bar = page.locator('.vjs-progress-holder');
  const box = await bar.boundingBox();
  if (!box) throw new Error('the scrub bar is not on the page');
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2);
  const preview = page.locator('.player-preview');
  await preview.waitFor({ state: 'visible' });
  expect((await sheet).ok()).toBe(true);
  // The third of three tiles, one a second.
  expect(await preview.locator('div').first().getAttribute('style')).toContain('-320px 0px');
  await takePicture(page, 'storyboard');
  await page.mouse.move(box.x, 5);
  await preview.waitFor({ state: 'hidden' });
  expect(errors).toEqual([]);
});

it('the frame in the player becomes the thumbnail, and so does a frame that is offered', async () => {
  const { page } = owner;
  onTestFailed(() => takePicture(page, 'failed-thumbnail'));
  await seekTo(page, 1.5);
  await page.getByRole('button', { name: 'Use the current frame' }).click();
  await page.getByAltText('Your choice, shown now').waitFor();
  const offered = page.getByRole('button', { name: 'Frame 1 as the thumbnail' });
  await offered.click();
  await waitFor(
    'the frame to be chosen',
    async () => (await offered.getAttribute('aria-pressed')) === 'true',
  );
});

it('captions are added, chosen and read in the player', async () => {
  const { page, errors } = owner;
  onTestFailed(() => takePicture(page, 'failed-captions'));
  const file = (text: string) => ({
    name: 'words.srt',
    mimeType: 'application/x-subrip',
    buffer: Buffer.from(text),
  });
  await page.getByLabel('Language').fill('en');
  await page.getByLabel('File, SRT or WebVTT').setInputFiles(file('1\nno times\n'));
  await page.getByRole('button', { name: 'Add captions' }).click();
  await page.getByText('Line 2: expected times').waitFor();
  const refused = errors.length;

  await page
    .getByLabel('File, SRT or WebVTT')
    .setInputFiles(file('1\n00:00:00,000 --> 00:00:03,000\nIt was <i>a dreary night</i>\n'));
  await page.getByRole('button', { name: 'Add captions' }).click();
  await page.getByRole('listitem').filter({ hasText: 'English' }).waitFor();
  await page.locator('div.vjs-subs-caps-button').waitFor({ state: 'visible' });
  await seekTo(page, 0.2);
  await page.locator('.video-js').hover();
  await page.locator('button.vjs-subs-caps-button').click();
  await page.locator('div.vjs-subs-caps-button .vjs-menu-item').filter({ hasText: 'English' }).click();
  await seekTo(page, 0.2);
  await page.locator('.vjs-text-track-display').getByText('a dreary night').waitFor();
  await takePicture(page, 'captions');
  expect(errors.slice(refused)).toEqual([]);
});
