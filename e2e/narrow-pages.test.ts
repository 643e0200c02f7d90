/** Every page fits a phone of 390 px and a desk, in light and dark. Pictures of all of them are kept for people to look at. */
import { globSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkoutDir } from '../infra/local/checkout.ts';
import { registerInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';

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

const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;

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
  const tooWide: string[] = [];
  const name = address.split('#')[0]?.slice(1).replaceAll('/', '-') || 'home';
  await page.goto(address, { waitUntil: 'networkidle' });
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `${name}-${size}-${colorScheme}`);
    }
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 0) tooWide.push(`${address} by ${beyond} px on a ${size}`);
  }
  return tooWide;
}

it('to somebody who is signed in', async () => {
  const tooWide: string[] = [];
  for (const address of [...addresses, '/nothing']) tooWide.push(...(await picture(member.page, address)));
  expect(tooWide).toEqual([]);
});

it('to a stranger', async () => {
  const { page } = await newVisitor(browser);
  const tooWide: string[] = [];
  for (const address of ofStrangers) tooWide.push(...(await picture(page, address)));
  expect(tooWide).toEqual([]);
});
