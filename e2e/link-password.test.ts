/** An unlisted video with a password, from the owner's form to the visitor's player. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { clip } from '../tests/support/clips.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { registerInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { playbackOf, startPlayback } from './playback.ts';

const title = 'Only for the family';
const password = 'the name of our dog';
let browser: Browser;
let owner: Visitor;
let watchPath = '';

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await newVisitor(browser);
  const { page } = owner;
  await registerInPage(page, 'Emily Dickinson');
  await page.locator('input[type=file]').setInputFiles(await clip('720p-3s.mp4'));
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Title').press('Enter');
  await page.getByRole('link', { name: 'Watch', exact: true }).click({ timeout: 200_000 });
  await page.getByRole('heading', { name: 'Thumbnail' }).waitFor({ timeout: 200_000 });
  watchPath = new URL(page.url()).pathname;
});
afterAll(() => browser.close());

it('the owner sets it, strangers meet a door that says nothing, and who knows it watches', async () => {
  const { page } = owner;
  onTestFailed(() => takePicture(page, 'failed-password-owner'));
  await page.getByLabel(`Who may see ${title}`).selectOption('unlisted');
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await takePicture(page, 'password-owner');
  await page.getByRole('button', { name: 'Ask for a password' }).click();
  await page.getByText('The link asks for the password now.').waitFor();

  const visitor = await newVisitor(browser);
  onTestFailed(() => takePicture(visitor.page, 'failed-password-visitor'));
  const answer = await visitor.page.goto(watchPath);
  expect(answer?.status()).toBe(200);
  const field = visitor.page.getByLabel('Password');
  await field.waitFor();
  expect(await visitor.page.content()).not.toMatch(new RegExp(`${title}|Emily|/media/`));
  for (const colorScheme of ['light', 'dark'] as const) {
    await visitor.page.emulateMedia({ colorScheme });
    await takePicture(visitor.page, `password-door-${colorScheme}`);
  }
  await field.fill('the name of our cat');
  await visitor.page.getByRole('button', { name: 'Watch' }).click();
  await visitor.page.getByText('This is not the password of this video.').waitFor();
  await field.fill(password);
  await visitor.page.getByRole('button', { name: 'Watch' }).click();
  await visitor.page.getByRole('heading', { name: title }).waitFor();
  await startPlayback(visitor.page);
  await waitFor('the picture to move', async () => (await playbackOf(visitor.page)).currentTime > 0.5);
  // It is asked once.
  await visitor.page.reload();
  await visitor.page.getByRole('heading', { name: title }).waitFor();

  await page.getByRole('textbox', { name: 'New password' }).fill('another word for it');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('The link asks for the password now.').waitFor();
  await waitFor('the old one to be worth nothing', async () => {
    await visitor.page.goto(watchPath);
    return (
      (await visitor.page.getByRole('heading', { name: 'This video asks for a password' }).count()) === 1
    );
  });
});
