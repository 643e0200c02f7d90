/** What viewers do on the watch page besides watching: chapters, keys, theatre, coming back, sharing, reporting, and being counted. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { z } from 'zod';
import { clip } from '../tests/support/clips.ts';
import { type RestClient, registerPerson } from '../tests/support/rest-client.ts';
import { uploadByPut, waitUntilReady } from '../tests/support/upload.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { registerInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { findAxeViolations } from './find-axe-violations.ts';
import { playbackOf, seekTo, startPlayback } from './playback.ts';

/** Chromium says that a program drives it: of such no view is counted. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const description = `A walk in four parts.
0:00 The door
0:08 Down the stairs
0:16 <b>The street</b>
Best of all at 0:20, and not at 5:00.`;

let browser: Browser;
let owner: RestClient;
let watchPath = '';

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await registerPerson('Virginia Woolf');
  const id = await publishClip('A walk through the town');
  await owner.send('PATCH', `/videos/${id}`, { description });
  watchPath = `/watch/${id}`;
});
afterAll(() => browser.close());

/** Half a minute that everybody may watch; its id. */
async function publishClip(title: string): Promise<string> {
  const id = await uploadByPut(owner, await clip('flash-beep-480p-30s.mp4'), { visibility: 'public', title });
  await waitUntilReady(owner, id);
  return id;
}

/** Somebody new on the page. */
async function visit(name: string, path = watchPath): Promise<Visitor> {
  const visitor = await newVisitor(browser, { userAgent });
  onTestFailed(() => takePicture(visitor.page, `failed-${name}`));
  await visitor.page.goto(path);
  await visitor.page.locator('.vjs-big-play-button').waitFor();
  return visitor;
}
const timeOf = async (page: Page) => (await playbackOf(page)).currentTime;
const speedOf = (page: Page) =>
  page.locator('video').evaluate((element) => element instanceof HTMLVideoElement && element.playbackRate);
const widthOf = (page: Page) => page.locator('.video-js').evaluate((element) => element.clientWidth);

it('chapters of the description are a list, a menu and marks, and every time in it leads there', async () => {
  const { page, errors } = await visit('chapters');
  const list = page.getByRole('region', { name: 'Chapters' });
  expect(await list.getByRole('link').allInnerTexts()).toEqual([
    expect.stringContaining('The door'),
    expect.stringContaining('Down the stairs'),
    expect.stringContaining('<b>The street</b>'),
  ]);
  await page.locator('.player-chapters > div').nth(1).waitFor({ state: 'attached' });
  expect(await page.locator('.player-chapters > div').count()).toBe(2);
  await list.getByRole('link', { name: 'Down the stairs' }).click();
  await waitFor('the second chapter', async () => (await timeOf(page)) >= 8);
  expect(await page.locator('.vjs-chapters-button .vjs-menu-item').allInnerTexts()).toEqual([
    expect.stringContaining('The door'),
    expect.stringContaining('Down the stairs'),
    expect.stringContaining('The street'),
  ]);
  await page.getByRole('link', { name: '0:20', exact: true }).click();
  await waitFor('the time in the description', async () => (await timeOf(page)) >= 20);
  expect(await page.getByRole('link', { name: '5:00' }).count()).toBe(0);
  await takePicture(page, 'watch-chapters');
  expect(errors).toEqual([]);
});

it('keys speed it up, open the list of keys and the theatre, which is remembered; where one types they are letters', async () => {
  const { page, errors } = await visit('keys');
  for (const [key, speed] of [
    ['>', 1.25],
    ['>', 1.5],
    ['<', 1.25],
  ] as const) {
    await page.keyboard.press(key);
    await waitFor(`the speed ${speed}`, async () => (await speedOf(page)) === speed);
  }
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await help.getByText('Captions on or off').waitFor();
  await takePicture(page, 'watch-keys');
  expect(await findAxeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');

  const narrow = await widthOf(page);
  await page.keyboard.press('t');
  await waitFor('the theatre', async () => (await widthOf(page)) === 1280);
  await takePicture(page, 'watch-theatre');
  await page.reload();
  await page.locator('.vjs-big-play-button').waitFor();
  expect(await widthOf(page)).toBe(1280);
  await page.getByRole('searchbox').first().fill('t');
  await page.keyboard.press('t');
  expect(await widthOf(page)).toBe(1280);
  // Its controls come with the picture.
  await startPlayback(page);
  await page.locator('.video-js').hover();
  const button = page.getByRole('button', { name: 'Theatre' });
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  expect(await findAxeViolations(page)).toEqual([]);
  await button.click();
  await waitFor('the page around it', async () => (await widthOf(page)) === narrow);
  expect(errors).toEqual([]);
});

const looks = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;

it('fits a phone and a desk, in light and dark', async () => {
  const { page } = await visit('looks');
  for (const [size, viewport] of Object.entries(looks)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `watch-${size}-${colorScheme}`);
    }
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect([size, beyond]).toEqual([size, 0]);
  }
});

it('who comes back goes on where they stopped: a stranger in their browser, a member on any of theirs', async () => {
  const stranger = await visit('resume');
  await startPlayback(stranger.page);
  await seekTo(stranger.page, 12);
  await waitFor('a little more', async () => (await timeOf(stranger.page)) > 12.5);
  await stranger.page.keyboard.press('k');
  await waitFor('the place to be kept', () =>
    stranger.page.evaluate(() => localStorage.getItem('sluice.places')?.includes(',1') ?? false),
  );
  await stranger.page.reload();
  await stranger.page.getByText('Going on at 0:1').waitFor();
  await waitFor('the place', async () => (await timeOf(stranger.page)) > 12);
  await takePicture(stranger.page, 'watch-resumed');
  await stranger.page.getByRole('button', { name: 'From the start' }).click();
  await waitFor('the start', async () => (await timeOf(stranger.page)) < 1);

  const member = await newVisitor(browser, { userAgent });
  await registerInPage(member.page, 'Leonard Woolf');
  await member.page.goto(watchPath);
  await startPlayback(member.page);
  await seekTo(member.page, 10);
  await waitFor('a little more', async () => (await timeOf(member.page)) > 10.5);
  const told = member.page.waitForResponse((answer) => answer.url().includes('watch.beat'));
  await member.page.keyboard.press('k');
  await told;
  // Another browser of theirs: nothing is kept in it.
  const { page } = await newVisitor(browser, {
    storageState: { cookies: await member.context.cookies(), origins: [] },
  });
  await page.goto(watchPath);
  await page.getByText('Going on at 0:1').waitFor();
  // The address wins.
  await page.goto(`${watchPath}?t=20`);
  await waitFor('the time of the address', async () => (await timeOf(page)) >= 20);
  expect(await page.getByText('Going on at').count()).toBe(0);
});

it('a link leads to where the player is, and the code to embed it too', async () => {
  const { page, errors } = await visit('share');
  await startPlayback(page);
  await seekTo(page, 15);
  await waitFor('the place', async () => (await timeOf(page)) > 15);
  await page.keyboard.press('k');
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this video' });
  const link = dialog.getByLabel('Link');
  expect(await link.inputValue()).toMatch(new RegExp(`${watchPath}$`));
  await dialog.getByLabel(/^Begin at 0:1/).check();
  expect(await link.inputValue()).toMatch(new RegExp(`${watchPath}\\?t=1\\d$`));
  expect(await dialog.getByLabel('Code to embed it').inputValue()).toMatch(
    /^<iframe src="[^"]*\/embed\/\w+\?t=1\d"/,
  );
  await takePicture(page, 'watch-share');
  expect(await findAxeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(errors).toEqual([]);
});

it('a member reports it with a reason; a stranger is led to the sign-in', async () => {
  const { page } = await newVisitor(browser);
  onTestFailed(() => takePicture(page, 'failed-report'));
  await registerInPage(page, 'Vanessa Bell');
  await page.goto(watchPath);
  await page.getByRole('button', { name: 'Report' }).click();
  const dialog = page.getByRole('dialog', { name: 'Report this video' });
  await dialog.getByLabel('Misleading or a fraud').check();
  await dialog.getByLabel('What should moderators know?').fill('This is no walk.');
  await takePicture(page, 'watch-report');
  expect(await findAxeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Report', exact: true }).click();
  await dialog.getByText('A moderator will look at it.').waitFor();
  const stranger = await visit('report-stranger');
  await stranger.page.getByRole('link', { name: 'Sign in to report' }).click();
  await stranger.page.waitForURL('**/sign-in?next=*');
});

const openShape = z.object({ result: z.object({ data: z.object({ views: z.number() }) }) });

it('is counted once for who watches ten seconds of it, here or embedded, however often they reload, and not for a program', async () => {
  // One of its own: pages of the tests above are open, and may count as views of theirs at any moment.
  const id = await publishClip('A walk that nobody has seen');
  const viewsNow = async (page: Page): Promise<number> => {
    const input = encodeURIComponent(JSON.stringify({ id }));
    const answer = await page.request.get(`/api/trpc/watch.open?input=${input}`);
    return openShape.parse(await answer.json()).result.data.views;
  };
  const watchTen = async ({ page }: Visitor): Promise<void> => {
    await startPlayback(page);
    await page.waitForResponse((answer) => answer.url().includes('watch.beat') && answer.ok());
  };
  const viewer = await newVisitor(browser, { userAgent });
  onTestFailed(() => takePicture(viewer.page, 'failed-views'));
  await viewer.page.goto(`/watch/${id}`);
  expect(await viewsNow(viewer.page)).toBe(0);
  await watchTen(viewer);
  await waitFor('the view', async () => (await viewsNow(viewer.page)) === 1);
  await viewer.page.reload();
  await viewer.page.getByText('1 view').waitFor();
  await takePicture(viewer.page, 'watch-views');
  await watchTen(viewer);
  const program = await newVisitor(browser);
  await program.page.goto(`/watch/${id}`);
  await watchTen(program);
  expect(await viewsNow(viewer.page)).toBe(1);
  const guest = await newVisitor(browser, { userAgent: `${userAgent} Guest/1` });
  await guest.page.goto(`/embed/${id}`);
  await watchTen(guest);
  await waitFor('the view elsewhere', async () => (await viewsNow(viewer.page)) === 2);
});
