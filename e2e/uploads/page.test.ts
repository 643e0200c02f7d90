/** The failure matrix of uploads (docs/uploads.md), in Chromium against the real stack: the page and its tabs. */
import { describe, expect, it } from 'vitest';
import { waitFor } from '../../tests/support/wait-for.ts';
import { takePicture } from '../browser.ts';
import { makeSixParts, reachTheMiddle, setUpUploads } from './matrix.ts';
import {
  chooseFiles,
  expectArrived,
  expectNoOrphans,
  leaveFreely,
  resentBytes,
  rowOf,
  waitForPhase,
} from './upload-page.ts';

const { db, openPage } = setUpUploads();
const file = await makeSixParts();

describe('the page', () => {
  it('is loaded again: it shows what can go on, and with the file it does, with the missing parts alone', async () => {
    await using uploading = await openPage();
    const { page, proxy } = uploading;
    leaveFreely(page);
    const release = await reachTheMiddle(uploading, file);
    await page.reload();
    const { length: begunBefore } = proxy.begunParts();
    release();
    await waitForPhase(page, 'interrupted');
    await page.getByText('Choose the file again, and it goes on where it stopped').waitFor();
    await takePicture(page, 'upload-interrupted');
    await rowOf(page, 'interrupted').locator('input[type=file]').setInputFiles(file.path);
    await expectArrived(db, uploading, file);
    expect(proxy.begunParts().slice(begunBefore).toSorted()).toEqual([3, 4, 5, 6]);
  });

  it('warns before it is left while files are on their way, and not afterwards', async () => {
    await using uploading = await openPage();
    const { page } = uploading;
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    const release = await reachTheMiddle(uploading, file);
    // Browsers ask only where somebody has done something.
    await page.getByRole('heading', { name: 'Upload', exact: true }).click();
    await page.close({ runBeforeUnload: true });
    await waitFor('the question', () => asked.length === 1);
    release();
    await expectArrived(db, uploading, file);
    expect(asked).toEqual(['beforeunload']);
  });

  it('crashes: a new one goes on', async () => {
    await using uploading = await openPage();
    const release = await reachTheMiddle(uploading, file);
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
      await using uploading = await openPage();
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
    await using uploading = await openPage();
    const { page, proxy } = uploading;
    const release = await reachTheMiddle(uploading, file);
    await page.getByRole('button', { name: 'Pause' }).click();
    await waitForPhase(page, 'paused');
    const { length: begunBefore } = proxy.begunParts();
    // What the browser had sent before it was told to pause may lie in the line's buffers, and would arrive all the same.
    release('cut');
    proxy.rule(() => 'pass');
    await page.getByRole('button', { name: 'Go on' }).click();
    await expectArrived(db, uploading, file);
    expect(proxy.begunParts().slice(begunBefore).toSorted()).toEqual([3, 4, 5, 6]);
  });

  it('is cancelled: nothing stays in S3', async () => {
    await using uploading = await openPage();
    const { page } = uploading;
    const release = await reachTheMiddle(uploading, file);
    await page.getByRole('button', { name: 'Cancel' }).click();
    release();
    await rowOf(page, 'sending').waitFor({ state: 'detached' });
    await waitFor(
      'the video to be cancelled',
      async () => (await uploading.videos())[0]?.status === 'cancelled',
    );
    await expectNoOrphans(db, uploading);
  });
});

describe('two tabs', () => {
  it('with the same file are one upload, and the second takes over when the first is closed', async () => {
    await using uploading = await openPage();
    const release = await reachTheMiddle(uploading, file);
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
    await using uploading = await openPage();
    const release = await reachTheMiddle(uploading, file);
    const second = await uploading.page.context().newPage();
    await second.goto('/upload');
    await chooseFiles(second, file.path);
    await waitForPhase(second, 'elsewhere');
    release();
    await waitForPhase(uploading.page, 'done');
    await expectArrived(db, uploading, file, second);
    expect(resentBytes(uploading, file)).toBe(0);
  });
});
