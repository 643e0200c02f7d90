/**
 * Every page fits a phone of 390 px and a desk, in light and dark, axe has nothing to say against it, and the keyboard alone
 * leads to all that is on it. Pictures of all of them are kept for people to look at.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sharedStack } from '../tests/shared-stack.ts';
import { signInInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { makeEveryPage, type PageOfOurs } from './every-page.ts';
import { lookAtPage } from './look-at-page.ts';
import { walkByKeyboard } from './walk-by-keyboard.ts';

/** Some thirty pages, each looked at four times and walked through by keyboard, beside FFmpeg on two cores. */
const WALK_MS = 480_000;
let browser: Browser;
let member: Visitor;
let pages: readonly PageOfOurs[] = [];

/** Who is signed in is sent on by some of these. */
const ofStrangers = [
  '/sign-in',
  '/register',
  '/forgot-password',
  '/reset-password#none',
  '/verify-email#none',
].map((address) => ({ route: address.replace('#none', ''), address }));

/** To others these are pages that do not exist. */
const isOfStaff = ({ route }: PageOfOurs) => /^\/(moderation|admin)\b/.test(route);
/** Drawn differently, or not, by who looks. */
const isOfEverybody = ({ route }: PageOfOurs) => /^\/($|watch|channel)/.test(route);

beforeAll(async () => {
  browser = await launchBrowser();
  member = await newVisitor(browser);
  const everything = await makeEveryPage();
  pages = everything.pages;
  await signInInPage(member.page, everything.owner, '/upload');
  await makeThings(member.page);
});
afterAll(() => browser.close());

/** Lists with something in them. */
async function makeThings(page: Page): Promise<void> {
  await page.goto('/settings/api-keys');
  await page.getByLabel('Name').fill('The machine in the attic, which uploads what the camera saw');
  await page.getByRole('button', { name: 'Create the key' }).click();
  await page.getByRole('textbox', { name: 'The key “The machine' }).waitFor();
  await takePicture(page, 'settings-api-keys-made');
  await page.goto('/settings/webhooks');
  await page
    .getByLabel('URL')
    .fill('http://127.0.0.1:9/a/receiver/whose/address/is/long/enough/to/need/more/than/one/line');
  await page.getByRole('button', { name: 'Add the webhook' }).click();
  await page.getByRole('textbox', { name: 'The secret that signs' }).waitFor();
  await takePicture(page, 'settings-webhooks-made');
}

/** @param who whose pictures these are, where others have theirs of the same page */
async function lookAtAll(page: Page, all: readonly PageOfOurs[], who = ''): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { route, address } of all) {
    const name = route.slice(1).replaceAll('/', '-').replaceAll('[id]', 'of-one') || 'home';
    await page.goto(address, { waitUntil: 'networkidle' });
    faults.push(...(await lookAtPage(page, who ? `${name}-${who}` : name)));
    faults.push(...(await walkByKeyboard(page)).map((fault) => `${name}: ${fault}`));
  }
  return faults;
}

it('to somebody who is signed in', { timeout: WALK_MS }, async () => {
  const theirs = pages.filter((one) => !isOfStaff(one));
  const nothing = { route: '/nothing', address: '/nothing' };
  expect(await lookAtAll(member.page, [...theirs, nothing])).toEqual([]);
});

it('to an admin', { timeout: WALK_MS }, async () => {
  const { page } = await newVisitor(browser);
  await signInInPage(page, sharedStack().admin, '/moderation');
  expect(await lookAtAll(page, pages.filter(isOfStaff))).toEqual([]);
});

it('to a stranger', async () => {
  const { page } = await newVisitor(browser);
  expect(await lookAtAll(page, ofStrangers)).toEqual([]);
  expect(await lookAtAll(page, pages.filter(isOfEverybody), 'stranger')).toEqual([]);
});

it('the walk by keyboard finds what no key leads to, and what does not show the focus', async () => {
  const { page } = await newVisitor(browser);
  await page.setContent(`
    <button>One</button>
    <button tabindex="-1">Two</button>
    <a href="#three" style="outline: none">Three</a>
    <label><input type="radio" name="a" checked> Four</label><label><input type="radio" name="a"> Five</label>
    <button disabled>Six</button>`);
  expect(await walkByKeyboard(page)).toEqual([
    'no key leads to <button class=""> Two',
    'nothing shows that the focus is on <a class=""> Three',
  ]);
});
