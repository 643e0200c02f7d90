/** The way of a video by somebody who has no pointer: not one click, from the sign-in to the video's end. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { clip } from '../tests/support/clips.ts';
import { registerPerson } from '../tests/support/rest-client.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { newVisitor, takePicture } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { playbackOf } from './playback.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const MAX_STOPS = 120;
const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let stop = 0; stop < MAX_STOPS; stop++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

it('signs in, uploads, publishes, watches to the end, shares, and deletes', async () => {
  const person = await registerPerson('Helen Keller');
  const { page, errors } = await newVisitor(browser);
  onTestFailed(() => takePicture(page, 'failed-keyboard'));
  await page.goto('/');
  await press(page, page.getByRole('banner').getByRole('link', { name: 'Sign in' }));
  await page.waitForURL('**/sign-in*');
  await tabTo(page, page.getByLabel('E-mail'));
  await page.keyboard.type(person.email);
  await tabTo(page, page.getByLabel('Password'));
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in');

  await press(page, page.getByRole('banner').getByRole('link', { name: 'Upload' }));
  await page.waitForURL('**/upload');
  const asked = page.waitForEvent('filechooser');
  await press(page, page.locator('input[type=file]'));
  await (await asked).setFiles(await clip('720p-3s.mp4'));
  const title = page.getByLabel('Title');
  await tabTo(page, title);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('By keyboard');
  await press(page, page.getByRole('button', { name: 'Publish' }));
  const watch = page.getByRole('link', { name: /^Watch/ });
  await watch.waitFor({ timeout: 200_000 });
  await press(page, watch);
  await page.waitForURL('**/watch/*');

  await press(page, page.locator('.vjs-big-play-button'));
  await waitFor('the end', async () => (await playbackOf(page)).ended);
  const share = page.getByRole('button', { name: 'Share' });
  await press(page, share);
  const dialog = page.getByRole('dialog', { name: 'Share this video' });
  await press(page, dialog.getByRole('button', { name: /^Copy/ }).first());
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  // Whoever looks for the next control begins where they were.
  await waitFor('the focus to be back', () => hasFocus(share));

  await press(page, page.getByRole('banner').getByRole('link', { name: 'Studio' }));
  await page.waitForURL('**/studio');
  await press(page, page.getByRole('button', { name: 'Delete By keyboard' }));
  await press(page, page.getByRole('dialog').getByRole('button', { name: 'Delete' }));
  await page.getByRole('heading', { name: 'Your videos will live here' }).waitFor();
  expect(errors).toEqual([]);
});

it('opens the account menu, goes through it, and leaves', async () => {
  const person = await registerPerson('Louis Braille');
  const { page } = await newVisitor(browser);
  onTestFailed(() => takePicture(page, 'failed-keyboard-menu'));
  await page.goto('/sign-in?next=/upload');
  await tabTo(page, page.getByLabel('E-mail'));
  await page.keyboard.type(person.email);
  await tabTo(page, page.getByLabel('Password'));
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/upload');
  const opener = page.getByRole('button', { name: 'Account of Louis Braille' });
  const leave = page.getByRole('button', { name: 'Sign out' });
  await press(page, opener);
  await leave.waitFor();
  await page.keyboard.press('Escape');
  await leave.waitFor({ state: 'hidden' });
  expect(await hasFocus(opener)).toBe(true);
  await press(page, opener);
  await press(page, leave);
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
});
