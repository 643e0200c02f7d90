/** An admin closes the sign-up and puts a banner up while the site runs; everybody meets it, and it can be taken back. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { settingChanges } from '../src/server/db/schema/setting-changes.ts';
import { sharedStack } from '../tests/shared-stack.ts';
import { openStackDatabase } from '../tests/support/database.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { signInInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { lookAtPage } from './look-at-page.ts';

const notice = 'We move house on Sunday from 8 to 9.';
const { db, close } = openStackDatabase();
let browser: Browser;
let admin: Visitor;
let stranger: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  [admin, stranger] = [await newVisitor(browser), await newVisitor(browser)];
  await signInInPage(admin.page, sharedStack().admin, '/admin/settings');
  await admin.page.getByRole('heading', { name: 'Settings of the site' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  // Whatever has become of the tests: others need the door open.
  await db.delete(settingChanges);
  await close();
});

const card = (name: string) => admin.page.getByRole('form', { name, exact: true });

it('what an admin writes into the banner is told on every page', async () => {
  const { page, errors } = admin;
  onTestFailed(() => takePicture(page, 'failed-settings-banner'));
  await card('Banner').getByLabel('Banner', { exact: true }).fill(notice);
  expect(await card('Banner').getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await card('Banner').getByLabel('Reason').fill('The new machine');
  await card('Banner').getByRole('button', { name: 'Save' }).click();
  await page.getByTestId('holds-banner').getByText(notice).waitFor();
  await waitFor('the banner on a stranger’s page', async () => {
    await stranger.page.goto('/');
    return stranger.page.getByRole('complementary', { name: 'Notice' }).getByText(notice).isVisible();
  });
  expect(await lookAtPage(stranger.page, 'banner')).toEqual([]);
  await takePicture(page, 'admin-settings-changed');
  expect(errors).toEqual([]);
});

it('while the sign-up is closed the page says so; with it open people come in again', async () => {
  const { page } = admin;
  onTestFailed(() => takePicture(page, 'failed-settings-sign-up'));
  await card('Sign-up').getByLabel('Open').uncheck();
  await card('Sign-up').getByLabel('Reason').fill('Spam');
  await card('Sign-up').getByRole('button', { name: 'Save' }).click();
  await page.getByTestId('holds-signUpOpen').getByText('closed').waitFor();
  await waitFor('the door to be closed', async () => {
    await stranger.page.goto('/register');
    return stranger.page.getByRole('heading', { name: 'No new accounts at the moment' }).isVisible();
  });
  await takePicture(stranger.page, 'sign-up-closed');
  await card('Sign-up').getByLabel('Reason').fill('It is over');
  await card('Sign-up').getByRole('button', { name: 'Back to the environment’s: open' }).click();
  await page.getByTestId('holds-signUpOpen').getByText('from the environment').waitFor();
  await waitFor('the door to be open', async () => {
    await stranger.page.goto('/register');
    return stranger.page.getByRole('button', { name: 'Create account' }).isVisible();
  });
});

it('the history tells who, what and why, and leads back', async () => {
  const { page } = admin;
  onTestFailed(() => takePicture(page, 'failed-settings-history'));
  const history = page.getByRole('table', { name: 'Changes of settings' });
  await history.getByRole('row', { name: /Sign-up.*open → closed|Sign-up.*→ closed.*Spam/ }).waitFor();
  await history.getByText('The new machine').waitFor();
  // Something later than the banner: an empty one, from which one goes back to the sentence.
  await card('Banner').getByLabel('Banner', { exact: true }).fill('');
  await card('Banner').getByLabel('Reason').fill('It is done');
  await card('Banner').getByRole('button', { name: 'Save' }).click();
  await page.getByTestId('holds-banner').getByText('none').waitFor();
  await history.getByRole('button', { name: `Go back to Banner: ${notice}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Go back', exact: true }).click();
  await page.getByTestId('holds-banner').getByText(notice).waitFor();
  expect(await lookAtPage(page, 'admin-settings-history')).toEqual([]);
});
