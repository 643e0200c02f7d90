/** The failure matrix of uploads (docs/uploads.md), in Chromium against the real stack: the file and the server. */
import { appendFile, utimes } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { uploadSessions } from '../../src/server/db/schema/upload-sessions.ts';
import { controlProcess } from '../../tests/shared-stack.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import { takePicture } from '../browser.ts';
import type { MadeFile } from '../make-file.ts';
import { makeSixParts, reachTheMiddle, setUpUploads } from './matrix.ts';
import { chooseFiles, expectArrived, expectNoOrphans, resentBytes, waitForPhase } from './upload-page.ts';

const { db, openPage } = setUpUploads();
const file = await makeSixParts();

describe('the file', () => {
  it.each([
    ['grows', async (changing: MadeFile) => appendFile(changing.path, 'more')],
    ['is written anew', async () => undefined],
  ])('%s in the middle: the upload ends with a clear word, and nothing mixed is kept', async (_, change) => {
    const changing = await makeSixParts('changing');
    await using uploading = await openPage();
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
    await expectNoOrphans(db, uploading);
  });
});

describe('the server', () => {
  it('has ended the session: the page says so, and goes on once one is signed in again', async () => {
    await using uploading = await openPage();
    const { page } = uploading;
    const context = page.context();
    const release = await reachTheMiddle(uploading, file);
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
    await using uploading = await openPage();
    const release = await reachTheMiddle(uploading, file);
    await controlProcess('web', 'kill');
    release();
    await expectArrived(db, uploading, file);
  });

  it('completes it, and its answer is lost: it is one video', async () => {
    await using uploading = await openPage();
    const { page, proxy } = uploading;
    let lost = 0;
    proxy.rule(({ path }) => (path.includes('uploads.complete') && ++lost <= 2 ? 'lose-answer' : 'pass'));
    await chooseFiles(page, file.path);
    await expectArrived(db, uploading, file);
    expect(lost).toBe(3);
    expect(resentBytes(uploading, file)).toBe(0);
  });

  it('is asked to complete it twice more: the answer is the same, and it is one video', async () => {
    await using uploading = await openPage();
    const { page } = uploading;
    await chooseFiles(page, file.path);
    await expectArrived(db, uploading, file);
    const [{ id } = { id: '' }] = await uploading.videos();
    const session = (await db.select().from(uploadSessions)).find(({ videoId }) => videoId === id);
    const complete = () =>
      page.evaluate(async (sessionId) => {
        const answer = await fetch(`/api/v1/uploads/${sessionId}/complete`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
        });
        return ((await answer.json()) as { data: { videoId: string } }).data.videoId;
      }, session?.id);
    expect(await Promise.all([complete(), complete()])).toEqual([id, id]);
    expect(await uploading.videos()).toHaveLength(1);
  });

  it('opens it, and its answer is lost: it is one upload', async () => {
    await using uploading = await openPage();
    const { page, proxy } = uploading;
    let lost = 0;
    proxy.rule(({ path }) => (path.includes('uploads.create') && ++lost <= 2 ? 'lose-answer' : 'pass'));
    await chooseFiles(page, file.path);
    await expectArrived(db, uploading, file);
    expect(lost).toBe(3);
  });
});
