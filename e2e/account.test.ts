/** The life of an account in pages: a letter confirmed, a password changed, another device out, a way back in, the end. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed, vi } from 'vitest';
import { linkIn, waitForLetter } from '../tests/support/mailbox.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';

const email = `${randomUUID()}@example.test`;
const first = 'the first password';
const second = 'the second password';
const third = 'the third password';
let browser: Browser;
let home: Visitor;
let away: Visitor;

beforeAll(async () => {
  browser = await launchBrowser();
  [home, away] = [await newVisitor(browser), await newVisitor(browser)];
});
afterAll(() => browser.close());

/** By the path alone: the address of the sign-in names where it goes on to. */
const arriveAt = (page: Page, path: string) => page.waitForURL(({ pathname }) => pathname === path);

/** What somebody meets whose session was ended elsewhere. */
async function meetSignIn(page: Page): Promise<void> {
  await page.goto('/studio');
  await arriveAt(page, '/sign-in');
  expect(new URL(page.url()).searchParams.get('next')).toBe('/studio');
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto('/sign-in?next=/studio');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function changePassword(page: Page, current: string, next: string): Promise<void> {
  await page.goto('/settings');
  await page.getByLabel('Current password').fill(current);
  await page.getByLabel('New password').fill(next);
  await page.getByRole('button', { name: 'Change the password' }).click();
}

/** The page as a phone shows it, in both themes. */
async function takePhonePictures(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await takePicture(page, `${name}-phone-${theme}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${name} is wider than a phone`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
}

/**
 * Cookies come with an answer's head. Its end is not waited for: of an answer whose body nobody reads,
 * a page that is left tells no end.
 * @returns a wait until none of the page's requests for new tokens is without its answer
 */
function watchRenewals(page: Page): () => Promise<void> {
  const running = new Set<Request>();
  page.on('request', (request) => /\/auth\/(refresh|continue)\b/.test(request.url()) && running.add(request));
  page.on('response', (answer) => running.delete(answer.request()));
  page.on('requestfailed', (request) => running.delete(request));
  return () => vi.waitFor(() => expect(running.size).toBe(0), 10_000);
}

it('who registers gets a letter, and its link confirms the address', async () => {
  const { page, errors } = home;
  onTestFailed(() => takePicture(page, 'failed-verify'));
  await page.goto('/register?next=/settings');
  await page.getByLabel('Name').fill('Grace Hopper');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(first);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Not confirmed yet').waitFor();
  await takePhonePictures(page, 'settings');

  await page.goto(linkIn(await waitForLetter(email, 'Confirm your e-mail address')));
  await page.getByRole('button', { name: 'Confirm the address' }).click();
  await page.getByText('Your address is confirmed.').waitFor();
  expect(page.url()).not.toContain('#');
  await page.goto('/settings');
  await page.getByText('Confirmed.', { exact: true }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Rear Admiral Hopper');
  await page.getByRole('button', { name: 'Save the name' }).click();
  await page.getByRole('button', { name: 'Account of Rear Admiral Hopper' }).waitFor();
  await takePicture(page, 'settings');
  expect(errors).toEqual([]);
});

it('another device is seen, and one can sign it out', async () => {
  onTestFailed(() => takePicture(home.page, 'failed-devices'));
  await signIn(away.page, first);
  await arriveAt(away.page, '/studio');
  await home.page.goto('/settings/devices');
  await home.page.getByText('This device').waitFor();
  const devices = home.page.getByRole('listitem').filter({ hasText: 'Chrome on Linux' });
  expect(await devices.count()).toBe(2);
  await takePicture(home.page, 'devices');
  await takePhonePictures(home.page, 'devices');
  await home.page.getByRole('button', { name: 'Sign out Chrome on Linux' }).click();
  await home.page.getByRole('button', { name: 'Sign out Chrome on Linux' }).waitFor({ state: 'detached' });
  await meetSignIn(away.page);
});

it('changing the password signs every other device out and keeps this one', async () => {
  const { page } = home;
  onTestFailed(() => takePicture(page, 'failed-change'));
  await signIn(away.page, first);
  await arriveAt(away.page, '/studio');
  await changePassword(page, 'not the password', second);
  await page.getByText('This is not your password.').waitFor();
  await changePassword(page, first, second);
  await page.getByText('Your password was changed.').waitFor();
  await meetSignIn(away.page);
  await page.goto('/studio');
  await page.getByRole('heading', { name: 'Studio' }).waitFor();
});

it('who has forgotten the password gets back in by a letter, once', async () => {
  const { page } = away;
  onTestFailed(() => takePicture(page, 'failed-reset'));
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  // The page before has a field of the same name.
  await page.getByRole('heading', { name: 'Forgotten password' }).waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('If an account has this address').waitFor();
  await takePhonePictures(page, 'forgot-password');
  const link = linkIn(await waitForLetter(email, 'Choose a new password'));
  await page.goto(link);
  await page.getByLabel('New password').fill(third);
  await takePhonePictures(page, 'reset-password');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('Every device was signed out.').waitFor();
  await signIn(page, second);
  await page.getByText('E-mail address or password is wrong.').waitFor();
  await signIn(page, third);
  await arriveAt(page, '/studio');
  await meetSignIn(home.page);

  await page.goto('about:blank');
  await page.goto(link);
  await page.getByLabel('New password').fill('yet another password');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('This link has been used or is too old.').waitFor();
});

it('a page goes on over the end of its access token', async () => {
  const { page, context } = away;
  onTestFailed(() => takePicture(page, 'failed-renewal'));
  await page.goto('/settings');
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name === 'sluice.session');
  if (!session) throw new Error('the browser is not signed in');
  // What a token that is over and one that is rubbish have in common: neither opens anything.
  const renewalsEnd = watchRenewals(page);
  const breakToken = async () => {
    // A token lasts for minutes: when it ends, nothing is on its way any more since it was made.
    await renewalsEnd();
    await context.addCookies([{ ...session, value: 'over' }]);
  };

  await breakToken();
  await page.getByLabel('Name', { exact: true }).fill('Amazing Grace');
  await page.getByRole('button', { name: 'Save the name' }).click();
  await page.getByText('Saved.').waitFor();
  await breakToken();
  await page.goto('/studio?skip=0');
  await page.getByRole('button', { name: 'Account of Amazing Grace' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/studio');
  await breakToken();
  await page.getByRole('link', { name: 'Upload', exact: true }).click();
  await page.getByRole('heading', { name: 'Upload', level: 1 }).waitFor();
});

it('whoever deletes the account is out, and it is gone', async () => {
  const { page } = away;
  onTestFailed(() => takePicture(page, 'failed-leave'));
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Delete my account…' }).click();
  await page.getByLabel('Your password').fill('wrong');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByText('This is not your password.').waitFor();
  await takePhonePictures(page, 'delete-account');
  await page.getByLabel('Your password').fill(third);
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await signIn(page, third);
  await page.getByText('E-mail address or password is wrong.').waitFor();
});
