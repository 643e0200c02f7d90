/** Every page fits a phone of 390 px and a desk, in light and dark. Pictures of all of them are kept for people to look at. */
import { globSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkoutDir } from '../infra/local/checkout.ts';
import { sharedStack } from '../tests/shared-stack.ts';
import { registerInPage, signInInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { takeAllPictures } from './take-all-pictures.ts';

let browser: Browser;
let member: Visitor;

/** Every page of src/app whose address needs nothing that was made before. */
const addresses = globSync('src/app/**/page.tsx', { cwd: checkoutDir })
  .map((file) => `/${path.dirname(path.relative('src/app', file)).replace(/^\.$/, '')}`)
  .filter((address) => !address.includes('['));
/** Who is signed in is sent on by some of these. */
const ofStrangers = [
  '/sign-in',
  '/register',
  '/forgot-password',
  '/reset-password#none',
  '/verify-email#none',
];

/** To others these are pages that do not exist. */
const isOfStaff = (address: string) => address.startsWith('/moderation');

beforeAll(async () => {
  browser = await launchBrowser();
  member = await newVisitor(browser);
  await registerInPage(member.page, 'Grace Hopper');
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

async function picture(page: Page, address: string): Promise<readonly string[]> {
  const name = address.split('#')[0]?.slice(1).replaceAll('/', '-') || 'home';
  await page.goto(address, { waitUntil: 'networkidle' });
  return takeAllPictures(page, name);
}

it('to somebody who is signed in', async () => {
  const tooWide: string[] = [];
  for (const address of [...addresses.filter((page) => !isOfStaff(page)), '/nothing'])
    tooWide.push(...(await picture(member.page, address)));
  expect(tooWide).toEqual([]);
});

it('to an admin', async () => {
  const { page } = await newVisitor(browser);
  await signInInPage(page, sharedStack().admin, '/moderation');
  const tooWide: string[] = [];
  for (const address of addresses.filter(isOfStaff)) tooWide.push(...(await picture(page, address)));
  expect(tooWide).toEqual([]);
});

it('to a stranger', async () => {
  const { page } = await newVisitor(browser);
  const tooWide: string[] = [];
  for (const address of ofStrangers) tooWide.push(...(await picture(page, address)));
  expect(tooWide).toEqual([]);
});
