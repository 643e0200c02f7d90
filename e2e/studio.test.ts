/** A creator at work: finds their videos, changes many at a time, edits one, plans its publication, and is told how it came to be. */
import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { videoViewsDaily } from '../src/server/db/schema/video-views-daily.ts';
import { videos } from '../src/server/db/schema/videos.ts';
import { sampleVideo } from '../src/server/videos/testing/sample-video.ts';
import { clip } from '../tests/support/clips.ts';
import { openStackDatabase } from '../tests/support/database.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { registerInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { findAxeViolations } from './find-axe-violations.ts';
import { takeAllPictures } from './take-all-pictures.ts';

const database = openStackDatabase();
let browser: Browser;
let creator: Visitor;
/** Uploaded and encoded; the others are rows alone. */
let rapids = '';

beforeAll(async () => {
  browser = await launchBrowser();
  creator = await newVisitor(browser);
});
afterAll(async () => {
  await browser.close();
  await database.close();
});

const rowOf = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title });
const shownTitles = (page: Page) =>
  page.locator('[data-video] a[href^="/studio/videos/"]:not(.button)').allInnerTexts();

async function giveRow(ownerId: string, title: string, over: Partial<typeof videos.$inferInsert> = {}) {
  const id = ulid();
  const row = sampleVideo({ id, ownerId, title, status: 'ready', moderation: 'approved' });
  await database.db.insert(videos).values({ ...row, ...over });
  return id;
}

it('an uploaded video stands in the studio at once, and moves to ready without a reload', async () => {
  const { page, errors } = creator;
  onTestFailed(() => takePicture(page, 'failed-studio-live'));
  await registerInPage(page, 'Katherine Johnson');
  await page.goto('/studio');
  await page.getByRole('heading', { name: 'Your videos will live here' }).waitFor();
  await takePicture(page, 'studio-empty');
  await page.getByRole('link', { name: 'Upload a video' }).click();
  await page.locator('input[type=file]').setInputFiles(await clip('720p-3s.mp4'));
  await page.getByLabel('Title').fill('Rapids');
  await page.getByLabel('Title').press('Enter');
  // Away from the page before the last byte arrived, the browser would ask whether to leave.
  await page.getByRole('progressbar', { name: /^Processing of/ }).waitFor();
  await page.getByRole('link', { name: 'Studio' }).click();
  await page.waitForURL('**/studio');
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await page.locator('[data-status="ready"]').waitFor({ timeout: 200_000 });
  expect(loads).toBe(0);
  rapids = (await page.locator('[data-video]').first().getAttribute('data-video')) ?? '';
  expect(errors).toEqual([]);
});

it('videos are searched, narrowed down and sorted, and the address keeps it', async () => {
  const { page, errors } = creator;
  onTestFailed(() => takePicture(page, 'failed-studio-find'));
  const [{ ownerId } = { ownerId: '' }] = await database.db
    .select({ ownerId: videos.ownerId })
    .from(videos)
    .where(eq(videos.id, rapids));
  await giveRow(ownerId, 'A quiet river', { durationMs: 90_000, visibility: 'unlisted' });
  await giveRow(ownerId, 'Delta', { durationMs: 600_000, createdAt: new Date('2026-01-05T12:00:00Z') });
  await giveRow(ownerId, 'Waterfall', { status: 'failed', errorCode: 'WORKERS_LOST', plan: null });
  await giveRow(ownerId, 'Spring', { visibility: 'public', moderation: 'pending' });
  const today = new Date().toISOString().slice(0, 10);
  const watched = { day: today, views: 1_204, watchSeconds: 18_000 };
  await database.db.insert(videoViewsDaily).values({ videoId: rapids, ...watched });
  await page.goto('/studio');
  await rowOf(page, 'Delta').waitFor();
  await page.getByText('1204 views, 5 h 0 min watched').waitFor();
  await page.getByRole('figure', { name: 'Views a day' }).locator('.recharts-bar').first().waitFor();
  expect(await takeAllPictures(page, 'studio')).toEqual([]);

  await page.getByLabel('Order').selectOption({ label: 'Longest first' });
  await waitFor('the longest to come first', async () => (await shownTitles(page))[0] === 'Delta');
  await page.getByLabel('State').selectOption({ label: 'Failed' });
  await waitFor('one to be left', async () => (await shownTitles(page)).join() === 'Waterfall');
  await page.getByLabel('State').selectOption({ label: 'Held by moderation' });
  await waitFor('one to be left', async () => (await shownTitles(page)).join() === 'Spring');
  await page.getByLabel('State').selectOption({ label: 'Any state' });
  await page.getByRole('searchbox', { name: 'Search your videos' }).fill('river');
  await page.getByRole('searchbox', { name: 'Search your videos' }).press('Enter');
  await waitFor('one to be left', async () => (await shownTitles(page)).join() === 'A quiet river');
  await page.reload();
  expect(await shownTitles(page)).toEqual(['A quiet river']);
  await page.getByRole('searchbox', { name: 'Search your videos' }).fill('no such words');
  await page.getByRole('searchbox', { name: 'Search your videos' }).press('Enter');
  await page.getByRole('heading', { name: 'Nothing of yours fits' }).waitFor();
  await takePicture(page, 'studio-nothing');
  await page.getByRole('link', { name: 'Show all' }).click();
  await rowOf(page, 'Rapids').waitFor();
  expect(errors).toEqual([]);
});

it('many are changed at a time: one that can not be is named, and the others are done', async () => {
  const { page } = creator;
  onTestFailed(() => takePicture(page, 'failed-studio-bulk'));
  for (const title of ['Rapids', 'Delta', 'A quiet river'])
    await page.getByRole('checkbox', { name: `Select ${title}` }).check();
  // Elsewhere, and nobody has told this page.
  await database.db.update(videos).set({ status: 'deleted' }).where(eq(videos.title, 'Delta'));
  await page.getByText('3 videos selected').waitFor();
  expect(await takeAllPictures(page, 'studio-selected')).toEqual([]);
  await page.getByRole('button', { name: 'Make public' }).click();
  await page.getByRole('dialog').getByText('Make 3 videos public?').waitFor();
  expect(await findAxeViolations(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'No, go back' }).click();
  await page.getByRole('button', { name: 'Make public' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make public' }).click();
  await page.getByText('2 videos are public now.').waitFor();
  const failed = page.getByRole('alert').filter({ hasText: 'Not done' });
  expect(await failed.getByRole('listitem').allInnerTexts()).toEqual([expect.stringMatching(/^Delta: /)]);
  await takePicture(page, 'studio-bulk-done');
  await waitFor('the row to go', async () => !(await shownTitles(page)).includes('Delta'));
  expect(await page.getByLabel('Who may see Rapids').inputValue()).toBe('public');
});

it('a video is edited: what was typed is asked about before it is lost, and stored when one says so', async () => {
  const { page } = creator;
  onTestFailed(() => takePicture(page, 'failed-studio-edit'));
  await rowOf(page, 'Rapids').getByRole('link', { name: 'Edit Rapids' }).click();
  await page.getByRole('heading', { name: 'Rapids', level: 1 }).waitFor();
  await page.getByRole('heading', { name: 'Thumbnail' }).waitFor();
  await page.getByLabel('Title').fill('White water');
  await page.getByLabel('Description').fill('0:00 The start\n0:02 The fall');
  let questions = 0;
  page.once('dialog', (dialog) => {
    questions += 1;
    void dialog.dismiss();
  });
  await page.getByRole('link', { name: 'All videos' }).click();
  await waitFor('the question', () => questions === 1);
  expect(await page.getByLabel('Title').inputValue()).toBe('White water');
  expect(new URL(page.url()).pathname).toBe(`/studio/videos/${rapids}`);

  await page.getByLabel('Title').fill(' ');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A video needs a title.').waitFor();
  await page.getByLabel('Title').fill('White water');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'White water', level: 1 }).waitFor();
  expect(await takeAllPictures(page, 'studio-edit')).toEqual([]);
});

it('a video becomes public by itself at the time that was chosen', async () => {
  const { page } = creator;
  onTestFailed(() => takePicture(page, 'failed-studio-schedule'));
  await page.getByRole('radio', { name: /^Scheduled/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Choose when it becomes public.').waitFor();
  await page.getByLabel('Becomes public at').fill('2030-12-24T18:00');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  await takePicture(page, 'studio-schedule');
  await page.getByRole('link', { name: 'All videos' }).click();
  const row = rowOf(page, 'White water');
  await row.getByText(/Public on 24 Dec 2030/).waitFor();
  expect(await row.getByRole('combobox').inputValue()).toBe('private');
  // Nobody waits for years: the time is here, and the page is not told of it by us.
  await database.db.update(videos).set({ publishAt: new Date() }).where(eq(videos.id, rapids));
  await row.getByText(/Public on/).waitFor({ state: 'detached' });
  expect(await row.getByRole('combobox').inputValue()).toBe('public');
});

it('how a video came to be is told step by step, and its processing is stopped and begun again there', async () => {
  const { page, errors } = creator;
  onTestFailed(() => takePicture(page, 'failed-studio-explain'));
  const before = errors.length;
  await rowOf(page, 'White water')
    .getByRole('link', { name: /^Explain/ })
    .click();
  await page.getByRole('heading', { name: 'Step by step' }).waitFor();
  for (const step of ['Upload in parts', 'Waiting for a worker', 'Looking at the file', 'Encoding the sound'])
    await page.getByText(step).waitFor();
  const encode = page.locator('li[data-step^="encode"]').first();
  await encode.locator('summary').click();
  await encode
    .getByText(/Attempt 1 · worker \w{6} \(on this machine\) · .* · done/)
    .first()
    .waitFor();
  expect(await takeAllPictures(page, 'studio-explain')).toEqual([]);

  await page.goto('/upload');
  await page.locator('input[type=file]').setInputFiles(await clip('noise-480p-16s.mp4'));
  await page.getByRole('progressbar', { name: /^Processing of/ }).waitFor();
  await page.goto('/studio');
  await page.locator('[data-status="processing"]').getByRole('progressbar').waitFor();
  await takePicture(page, 'studio-under-way');
  expect(await findAxeViolations(page)).toEqual([]);
  await page.getByRole('link', { name: /^Explain noise/ }).click();
  await page.getByRole('button', { name: 'Cancel processing…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel processing' }).click();
  await page.locator('[data-status="cancelled"]').waitFor();
  await takePicture(page, 'studio-explain-cancelled');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('[data-status="ready"]').waitFor({ timeout: 200_000 });
  await page.getByText('Writing the manifests').waitFor();
  expect(errors.slice(before)).toEqual([]);
});
