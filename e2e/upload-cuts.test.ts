/** A gigabyte over a bad line: cut 25 times, and each time the page is loaded again. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MOST_LANES } from '../src/lib/client/upload/lanes.ts';
import { openStackDatabase } from '../tests/support/database.ts';
import { launchBrowser } from './chromium.ts';
import { makeFile } from './make-file.ts';
import {
  chooseFiles,
  expectArrived,
  leaveFreely,
  openUploadPage,
  PART_BYTES,
  registerPerson,
  waitForPhase,
} from './upload-page.ts';

const GIB = 1024 ** 3;
const CUTS = 25;

const { db, close } = openStackDatabase();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await close();
});

it('1 GiB cut 25 times with reloads arrives unharmed, and each cut costs no more than the parts under way', async () => {
  const file = await makeFile('one-gibibyte', GIB);
  await using uploading = await openUploadPage(browser, await registerPerson(browser));
  const { page, proxy } = uploading;
  leaveFreely(page);
  for (let cut = 1; cut <= CUTS; cut++) {
    const goal = proxy.partBytes() + file.sizeBytes / (CUTS + 1);
    const broken = proxy.cutAt(goal);
    await chooseFiles(page, file.path);
    await broken;
    // Nothing gets through until the page is loaded again.
    proxy.rule(({ partNumber }) => (partNumber ? 'cut' : 'pass'));
    await page.reload();
    await waitForPhase(page, 'interrupted');
    proxy.rule(() => 'pass');
  }
  await chooseFiles(page, file.path);
  await expectArrived(db, uploading, file);
  const resent = proxy.partBytes() - file.sizeBytes;
  expect(resent).toBeGreaterThan(0);
  expect(resent).toBeLessThanOrEqual(CUTS * MOST_LANES * PART_BYTES);
  expect(proxy.webBytes()).toBeLessThan(PART_BYTES);
  process.stdout.write(`sent again per cut: ${(resent / CUTS / 1024 ** 2).toFixed(1)} MiB\n`);
}, 900_000);
