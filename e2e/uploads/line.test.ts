/** The failure matrix of uploads (docs/uploads.md), in Chromium against the real stack: the line and the storage. */
import { describe, expect, it } from 'vitest';
import { MOST_LANES } from '../../src/lib/client/upload/lanes.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import { takePicture } from '../browser.ts';
import { makeSixParts, reachTheMiddle, setUpUploads } from './matrix.ts';
import { chooseFiles, expectArrived, PART_BYTES, resentBytes } from './upload-page.ts';

const { db, openPage } = setUpUploads();
const file = await makeSixParts();

describe('the line breaks', () => {
  it.each([1, 50, 99])('at %i % of the file: the rest is sent, and little of it twice', async (percent) => {
    await using uploading = await openPage();
    const cut = uploading.proxy.cutAt((file.sizeBytes * percent) / 100);
    await chooseFiles(uploading.page, file.path);
    await cut;
    await expectArrived(db, uploading, file);
    expect(resentBytes(uploading, file)).toBeLessThanOrEqual(MOST_LANES * PART_BYTES);
    expect(uploading.proxy.webBytes()).toBeLessThan(PART_BYTES / 8);
  });

  it('at 100 %, when all bytes are there and the answers are not: the parts are sent again', async () => {
    await using uploading = await openPage();
    uploading.proxy.rule(({ partNumber = 0, attempt }) =>
      partNumber >= 5 && attempt === 1 ? 'lose-answer' : 'pass',
    );
    await chooseFiles(uploading.page, file.path);
    await expectArrived(db, uploading, file);
    expect(resentBytes(uploading, file)).toBeLessThanOrEqual(2 * PART_BYTES);
  });

  it('and the browser knows that it is offline: it waits, says so, and goes on when it is back', async () => {
    await using uploading = await openPage();
    const { page } = uploading;
    const release = await reachTheMiddle(uploading, file);
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
    await using uploading = await openPage();
    uploading.proxy.rule(({ partNumber, attempt }) => (partNumber && attempt === 1 ? status : 'pass'));
    await chooseFiles(uploading.page, file.path);
    await expectArrived(db, uploading, file);
  });

  it('403, for the signature has run out: the part is signed again', async () => {
    await using uploading = await openPage();
    const ranOut = new Set<string>();
    uploading.proxy.rule(({ partNumber, attempt, signature }) => {
      if (!partNumber) return 'pass';
      if (attempt === 1) ranOut.add(signature);
      return ranOut.has(signature) ? 'spoil-signature' : 'pass';
    });
    await chooseFiles(uploading.page, file.path);
    await expectArrived(db, uploading, file);
    expect(ranOut.size).toBe(6);
  });

  it('nothing at all: the part is given up after 45 s without a byte, and sent again', async () => {
    await using uploading = await openPage();
    const { page, proxy } = uploading;
    let attempts = 0;
    proxy.rule(({ partNumber }) => (partNumber === 2 && ++attempts === 1 ? 'hang' : 'pass'));
    // Nobody sits and waits: the page's own clock is moved on.
    await page.clock.install();
    await page.reload();
    await chooseFiles(page, file.path);
    await waitFor(
      'all the others',
      () => proxy.takenParts().size === 5 && proxy.partBytes() === file.sizeBytes,
    );
    await page.clock.fastForward(30_000);
    expect(attempts).toBe(1);
    await page.clock.fastForward(46_000);
    await expectArrived(db, uploading, file);
    expect(attempts).toBe(2);
  });
});
