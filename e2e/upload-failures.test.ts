/** The failure matrix of uploads (docs/uploads.md), in Chromium against the real stack. */
import { appendFile, utimes } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_LANES } from '../src/lib/client/upload/lanes.ts';
import { uploadSessions } from '../src/server/db/schema/upload-sessions.ts';
import { controlProcess } from '../tests/shared-stack.ts';
import { openStackDatabase } from '../tests/support/database.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { takePicture } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import type { Verdict } from './faulty-proxy.ts';
import { type MadeFile, makeFile } from './make-file.ts';
import {
  chooseFiles,
  expectArrived,
  expectNoOrphans,
  leaveFreely,
  openUploadPage,
  PART_BYTES,
  type Person,
  registerPerson,
  rowOf,
  type Uploading,
  waitForPhase,
} from './upload-page.ts';

const { db, close } = openStackDatabase();
let browser: Browser;
/** Six parts, the last one short. */
let file: MadeFile;
let person: Person;

beforeAll(async () => {
  browser = await launchBrowser();
  person = await registerPerson(browser);
  file = await makeFile('six-parts', 5 * PART_BYTES + 1_000_003);
});
afterAll(async () => {
  await browser.close();
  await close();
});

/** Parts from `from` on wait on the line until they are let go. */
function holdParts({ proxy }: Uploading, from: number): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  proxy.rule(async ({ partNumber = 0 }): Promise<Verdict> => {
    if (partNumber >= from) await promise;
    return 'pass';
  });
  return resolve;
}

const resentBytes = ({ proxy }: Uploading) => proxy.partBytes() - file.sizeBytes;

/** Two parts have arrived, by S3's own word; the others wait on the line. */
async function reachTheMiddle(uploading: Uploading, chosen = file): Promise<() => void> {
  const release = holdParts(uploading, 3);
  await chooseFiles(uploading.page, chosen.path);
  await waitForPhase(uploading.page, 'sending');
  await waitFor('two parts to arrive', () => uploading.proxy.takenParts() === 2);
  return release;
}

describe('the line breaks', () => {
  it.each([1, 50, 99])('at %i % of the file: the rest is sent, and little of it twice', async (percent) => {
    await using uploading = await openUploadPage(browser, person);
    const cut = uploading.proxy.cutAt((file.sizeBytes * percent) / 100);
    await chooseFiles(uploading.page, file.path);
    await cut;
    await expectArrived(db, uploading, file);
    expect(resentBytes(uploading)).toBeLessThanOrEqual(MOST_LANES * PART_BYTES);
    expect(uploading.proxy.webBytes()).toBeLessThan(PART_BYTES / 8);
  });

  it('at 100 %, when all bytes are there and the answers are not: the parts are sent again', async () => {
    await using uploading = await openUploadPage(browser, person);
    uploading.proxy.rule(({ partNumber = 0, attempt }) =>
      partNumber >= 5 && attempt === 1 ? 'lose-answer' : 'pass',
    );
    await chooseFiles(uploading.page, file.path);
    await expectArrived(db, uploading, file);
    expect(resentBytes(uploading)).toBeLessThanOrEqual(2 * PART_BYTES);
  });

  it('and the browser knows that it is offline: it waits, says so, and goes on when it is back', async () => {
    await using uploading = await openUploadPage(browser, person);
    const { page } = uploading;
    const release = await reachTheMiddle(uploading);
    await page.context().setOffline(true);
    await page.getByText('Waiting for an answer. It goes on by itself.').waitFor();
    await takePicture(page, 'upload-offline');
    release();
    await page.context().setOffline(false);
    await expectArrived(db, uploading, file);
  });
});

describe('S3 answers', () => {
  it.each([500, 503, 429])('%i to the first attempt at each part: each is tried again', async (status) => {
    await using uploading = await openUploadPage(browser, person);
    uploading.proxy.rule(({ partNumber, attempt }) => (partNumber && attempt === 1 ? status : 'pass'));
    await chooseFiles(uploading.page, file.path);
    await expectArrived(db, uploading, file);
  });

  it('403, for the signature has run out: the part is signed again', async () => {
    await using uploading = await openUploadPage(browser, person);
    uploading.proxy.rule(({ partNumber, attempt }) =>
      partNumber && attempt === 1 ? 'spoil-signature' : 'pass',
    );
    await chooseFiles(uploading.page, file.path);
    await expectArrived(db, uploading, file);
  });

  it('nothing at all: the part is given up after 45 s without a byte, and sent again', async () => {
    await using uploading = await openUploadPage(browser, person);
    uploading.proxy.rule(({ partNumber, attempt }) => (partNumber === 2 && attempt === 1 ? 'hang' : 'pass'));
    await chooseFiles(uploading.page, file.path);
    await expectArrived(db, uploading, file);
  });
});

describe('the page', () => {
  it('is loaded again: it shows what can go on, and with the file it does, with the missing parts alone', async () => {
    await using uploading = await openUploadPage(browser, person);
    const { page, proxy } = uploading;
    leaveFreely(page);
    const release = await reachTheMiddle(uploading);
    const sentBefore = proxy.partBytes();
    await page.reload();
    release();
    await waitForPhase(page, 'interrupted');
    await page.getByText('Choose the file again, and it goes on where it stopped').waitFor();
    await takePicture(page, 'upload-interrupted');
    await rowOf(page, 'interrupted').locator('input[type=file]').setInputFiles(file.path);
    await expectArrived(db, uploading, file);
    expect(proxy.partBytes() - sentBefore).toBe(file.sizeBytes - 2 * PART_BYTES);
  });

  it('warns before it is left while files are on their way, and not afterwards', async () => {
    await using uploading = await openUploadPage(browser, person);
    const { page } = uploading;
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    const release = await reachTheMiddle(uploading);
    // Browsers ask only where somebody has done something.
    await page.getByRole('heading', { name: 'Upload', exact: true }).click();
    await page.close({ runBeforeUnload: true });
    await waitFor('the question', () => asked.length === 1);
    release();
    await expectArrived(db, uploading, file);
    expect(asked).toEqual(['beforeunload']);
  });

  it('crashes: a new one goes on', async () => {
    await using uploading = await openUploadPage(browser, person);
    const release = await reachTheMiddle(uploading);
    const crashed = uploading.page.waitForEvent('crash');
    await Promise.all([crashed, uploading.page.goto('chrome://crash').catch(() => undefined)]);
    release();
    const page = await uploading.page.context().newPage();
    await page.goto('/upload');
    await waitForPhase(page, 'interrupted');
    await chooseFiles(page, file.path);
    await expectArrived(db, uploading, file, page);
  });

  it.each([-26, 26])(
    'lives in a browser whose clock is %i hours off: nobody asks that clock',
    async (hours) => {
      await using uploading = await openUploadPage(browser, person);
      const { page } = uploading;
      await page.addInitScript((shift) => {
        const now = Date.now.bind(Date);
        Date.now = () => now() + shift;
      }, hours * 3_600_000);
      await page.reload();
      await chooseFiles(page, file.path);
      await expectArrived(db, uploading, file);
    },
  );

  it('is paused and goes on', async () => {
    await using uploading = await openUploadPage(browser, person);
    const { page } = uploading;
    const release = await reachTheMiddle(uploading);
    await page.getByRole('button', { name: 'Pause' }).click();
    await waitForPhase(page, 'paused');
    release();
    const sentBefore = uploading.proxy.partBytes();
    await page.getByRole('button', { name: 'Go on' }).click();
    await expectArrived(db, uploading, file);
    expect(uploading.proxy.partBytes() - sentBefore).toBeLessThanOrEqual(file.sizeBytes - 2 * PART_BYTES);
  });

  it('is cancelled: nothing stays in S3', async () => {
    await using uploading = await openUploadPage(browser, person);
    const { page } = uploading;
    const release = await reachTheMiddle(uploading);
    await page.getByRole('button', { name: 'Cancel' }).click();
    release();
    await rowOf(page, 'sending').waitFor({ state: 'detached' });
    await waitFor(
      'the video to be cancelled',
      async () => (await uploading.videos())[0]?.status === 'cancelled',
    );
    await expectNoOrphans(db);
  });
});

describe('two tabs', () => {
  it('with the same file are one upload, and the second takes over when the first is closed', async () => {
    await using uploading = await openUploadPage(browser, person);
    const release = await reachTheMiddle(uploading);
    const second = await uploading.page.context().newPage();
    await second.goto('/upload');
    await chooseFiles(second, file.path);
    await waitForPhase(second, 'elsewhere');
    await second.getByText('Uploading in another tab').waitFor();
    await takePicture(second, 'upload-elsewhere');
    await uploading.page.close();
    release();
    await expectArrived(db, uploading, file, second);
  });

  it('with the same file both see it done', async () => {
    await using uploading = await openUploadPage(browser, person);
    const release = await reachTheMiddle(uploading);
    const second = await uploading.page.context().newPage();
    await second.goto('/upload');
    await chooseFiles(second, file.path);
    await waitForPhase(second, 'elsewhere');
    release();
    await waitForPhase(uploading.page, 'done');
    await expectArrived(db, uploading, file, second);
    expect(resentBytes(uploading)).toBe(0);
  });
});

describe('the file', () => {
  it.each([
    ['grows', async (changing: MadeFile) => appendFile(changing.path, 'more')],
    ['is written anew', async () => undefined],
  ])('%s in the middle: the upload ends with a clear word, and nothing mixed is kept', async (_, change) => {
    const changing = await makeFile('changing', file.sizeBytes);
    await using uploading = await openUploadPage(browser, person);
    const { page } = uploading;
    const release = await reachTheMiddle(uploading, changing);
    await change(changing);
    const later = new Date(Date.now() + 10_000);
    await utimes(changing.path, later, later);
    release();
    await waitForPhase(page, 'failed');
    await page.getByText('The file was changed, moved or deleted while it was uploaded').waitFor();
    await takePicture(page, 'upload-file-changed');
    await waitFor(
      'the video to be cancelled',
      async () => (await uploading.videos())[0]?.status === 'cancelled',
    );
    await expectNoOrphans(db);
  });
});

describe('the server', () => {
  it('has ended the session: the page says so, and goes on once one is signed in again', async () => {
    await using uploading = await openUploadPage(browser, person);
    const { page } = uploading;
    const context = page.context();
    const release = await reachTheMiddle(uploading);
    const cookies = await context.cookies();
    await context.clearCookies();
    release();
    await waitForPhase(page, 'failed');
    await page.getByRole('link', { name: 'Sign in again in a new tab' }).waitFor();
    await takePicture(page, 'upload-signed-out');
    await context.addCookies(cookies);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expectArrived(db, uploading, file);
  });

  it('is killed and comes back: the upload does not end', async () => {
    await using uploading = await openUploadPage(browser, person);
    const release = await reachTheMiddle(uploading);
    await controlProcess('web', 'kill');
    release();
    await expectArrived(db, uploading, file);
  });

  it('completes it, and its answer is lost: it is one video', async () => {
    await using uploading = await openUploadPage(browser, person);
    const { page, proxy } = uploading;
    let lost = 0;
    proxy.rule(({ path }) => (path.includes('uploads.complete') && ++lost <= 2 ? 'lose-answer' : 'pass'));
    await chooseFiles(page, file.path);
    await expectArrived(db, uploading, file);
    expect(lost).toBe(3);
    expect(resentBytes(uploading)).toBe(0);
  });

  it('is asked to complete it twice more: the answer is the same, and it is one video', async () => {
    await using uploading = await openUploadPage(browser, person);
    const { page } = uploading;
    await chooseFiles(page, file.path);
    await expectArrived(db, uploading, file);
    const [{ id } = { id: '' }] = await uploading.videos();
    const session = (await db.select().from(uploadSessions)).find(({ videoId }) => videoId === id);
    const complete = () =>
      page.evaluate(async (sessionId) => {
        const answer = await fetch(`/api/v1/uploads/${sessionId}/complete`, { method: 'POST' });
        return ((await answer.json()) as { data: { videoId: string } }).data.videoId;
      }, session?.id);
    expect(await Promise.all([complete(), complete()])).toEqual([id, id]);
    expect(await uploading.videos()).toHaveLength(1);
  });

  it('opens it, and its answer is lost: it is one upload', async () => {
    await using uploading = await openUploadPage(browser, person);
    const { page, proxy } = uploading;
    let lost = 0;
    proxy.rule(({ path }) => (path.includes('uploads.create') && ++lost <= 2 ? 'lose-answer' : 'pass'));
    await chooseFiles(page, file.path);
    await expectArrived(db, uploading, file);
    expect(lost).toBe(3);
  });
});
