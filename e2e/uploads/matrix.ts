/** What the tests of the failure matrix begin with: a person, a file of six parts, and an upload that stands in its middle. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openStackDatabase } from '../../tests/support/database.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import { launchBrowser } from '../chromium.ts';
import { type MadeFile, makeFile } from '../make-file.ts';
import type { Verdict } from './faulty-proxy.ts';
import {
  chooseFiles,
  openUploadPage,
  PART_BYTES,
  type Person,
  registerPerson,
  type Uploading,
  waitForPhase,
} from './upload-page.ts';

/** One browser and one person for a test file; every test opens a page in a profile of its own. */
export function setUpUploads() {
  const { db, close } = openStackDatabase();
  let browser: Browser;
  let person: Person;
  beforeAll(async () => {
    browser = await launchBrowser();
    person = await registerPerson(browser);
  });
  afterAll(async () => {
    await browser.close();
    await close();
  });
  return { db, openPage: (): Promise<Uploading> => openUploadPage(browser, person) };
}

/** The last part is short. */
export const makeSixParts = (name = 'six-parts'): Promise<MadeFile> =>
  makeFile(name, 5 * PART_BYTES + 1_000_003);

/** What becomes of the parts that wait: they go on unless something else is said. */
type Release = (verdict?: Verdict) => void;

/** Parts from `from` on wait on the line until they are let go. */
function holdParts({ proxy }: Uploading, from: number): Release {
  const { promise, resolve } = Promise.withResolvers<Verdict>();
  proxy.rule(({ partNumber = 0 }) => (partNumber >= from ? promise : 'pass'));
  return (verdict = 'pass') => resolve(verdict);
}

/** Two parts have arrived, by S3's own word; the others wait on the line. @returns what lets them go */
export async function reachTheMiddle(uploading: Uploading, file: MadeFile): Promise<Release> {
  const release = holdParts(uploading, 3);
  await chooseFiles(uploading.page, file.path);
  await waitForPhase(uploading.page, 'sending');
  await waitFor('two parts to arrive', () => uploading.proxy.takenParts().size === 2);
  return release;
}
