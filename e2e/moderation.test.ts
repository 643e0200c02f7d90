/** The journey of a moderator, and of those they decide about. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright-core';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { checkoutDir } from '../infra/local/checkout.ts';
import { users } from '../src/server/db/schema/users.ts';
import { videos } from '../src/server/db/schema/videos.ts';
import { sampleVideo } from '../src/server/videos/testing/sample-video.ts';
import { controlProcess, sharedStack } from '../tests/shared-stack.ts';
import { clip } from '../tests/support/clips.ts';
import { openStackDatabase, rowOf } from '../tests/support/database.ts';
import { askGate, findMediaAddresses } from '../tests/support/media-addresses.ts';
import { type RestClient, registerPerson } from '../tests/support/rest-client.ts';
import { mutate } from '../tests/support/trpc-call.ts';
import { readStatus, readVideo, uploadByPut, waitUntilReady } from '../tests/support/upload.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { signInInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { findAxeViolations } from './find-axe-violations.ts';
import { playbackOf, startPlayback } from './playback.ts';
import { takeAllPictures } from './take-all-pictures.ts';

const { db, close } = openStackDatabase();
let browser: Browser;
let owner: RestClient;
let viewer: RestClient;
let ownerAt: Visitor;
let viewerAt: Visitor;
let moderatorAt: Visitor;

const bearer = ({ token }: RestClient) => ({ authorization: `Bearer ${token}` });

async function enter(person: { email: string; password: string }): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  await signInInPage(visitor.page, person, '/notices');
  return visitor;
}

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await registerPerson('Olive Owner');
  viewer = await registerPerson('Vera Viewer');
  const moderator = await registerPerson('Mo Derator');
  await db.update(users).set({ role: 'moderator' }).where(eq(users.id, moderator.userId));
  ownerAt = await enter(owner);
  viewerAt = await enter(viewer);
  moderatorAt = await enter(moderator);
});
afterAll(async () => {
  await browser.close();
  await close();
});

const isMoving = (page: Page) => async () => (await playbackOf(page)).currentTime > 0.3;
const rowOfVideo = (page: Page, videoId: string) => page.locator(`[data-video="${videoId}"]`);

/** Moves down the queue by its keys until the video is the one that is looked at. */
async function walkTo(page: Page, videoId: string): Promise<void> {
  const row = rowOfVideo(page, videoId);
  await row.waitFor();
  await waitFor('the keys to reach the video', async () => {
    if ((await row.getAttribute('aria-current')) === 'true') return true;
    await page.keyboard.press('j');
    return false;
  });
}

async function giveWords(page: Page, verb: string, reason: string | null): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  if (reason) await dialog.getByLabel('Reason').selectOption(reason);
  await dialog.getByLabel('Message to the owner').fill('This shows too much of a test card.');
  await dialog.getByLabel('Note').fill('Seen at the second second.');
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

it('a moderator plays a video from the queue while it is still encoded', async () => {
  const { page, errors } = moderatorAt;
  onTestFailed(() => takePicture(page, 'failed-moderation-preview'));
  // Whatever other tests have left is looked at.
  await db.update(videos).set({ reviewedAt: new Date() });
  const details = { title: 'Two minutes, on their way', visibility: 'public' } as const;
  const videoId = await uploadByPut(owner, await clip('beep-480p-120s.mp4'), details);
  await waitFor('the first segments', async () => (await readStatus(owner, videoId)).playable);
  // From here on nothing more is told of it: it stays as it is, in the middle of being encoded.
  await controlProcess('orchestrator', 'pause');
  try {
    expect((await readStatus(owner, videoId)).status).toBe('processing');
    await page.goto('/moderation');
    const row = rowOfVideo(page, videoId);
    await row.getByText('Being encoded').waitFor();
    await walkTo(page, videoId);
    await page.keyboard.press('p');
    await waitFor('the picture to move', isMoving(page));
    await takePicture(page, 'moderation-preview-while-encoded');
    await page.keyboard.press('p');
    await row.locator('video').waitFor({ state: 'detached' });
  } finally {
    await controlProcess('orchestrator', 'resume');
  }
  // What the gate held in vain is asked for again.
  expect(errors.filter((error) => !error.includes('503'))).toEqual([]);
  await owner.send('DELETE', `/videos/${videoId}?deleteFiles=true`);
});

it('report, queue, preview, hide, playback refused, notice, appeal, restore, playback, audit', async () => {
  const { page } = moderatorAt;
  onTestFailed(async () => {
    await takePicture(page, 'failed-moderation-moderator');
    await takePicture(ownerAt.page, 'failed-moderation-owner');
    await takePicture(viewerAt.page, 'failed-moderation-viewer');
  });
  const details = { title: 'Three seconds of a test card', visibility: 'public' } as const;
  const videoId = await uploadByPut(owner, await clip('720p-3s.mp4'), details);
  await waitUntilReady(owner, videoId);
  const watch = `/watch/${videoId}`;

  // A viewer watches it, and reports it.
  await viewerAt.page.goto(watch);
  await startPlayback(viewerAt.page);
  await waitFor('the video to play', isMoving(viewerAt.page));
  const held = await findMediaAddresses(await readVideo(viewer, videoId));
  const report = { videoId, reason: 'misleading', note: 'No such card exists.' };
  expect((await mutate('reports.create', report, bearer(viewer))).code).toBe('ok');

  // The moderator finds it among the reports, plays it, and hides it by keys.
  await page.goto('/moderation?view=reported');
  const row = rowOfVideo(page, videoId);
  await row.getByText('1 × Misleading or a fraud').waitFor();
  await row.locator('[data-storyboard="3"]').waitFor();
  await walkTo(page, videoId);
  await page.keyboard.press('p');
  await waitFor('the preview to play', isMoving(page));
  await page.keyboard.press('p');
  expect(await takeAllPictures(page, 'moderation-queue')).toEqual([]);
  await page.keyboard.press('h');
  await giveWords(page, 'Hide', 'misleading');
  await page.getByText('Hidden: 1 video.').waitFor();
  await page.locator('[data-takedown="refused"]').waitFor();
  await takePicture(page, 'moderation-takedown');

  // Whoever has addresses of before, or asks for new ones, is refused.
  const answers = Object.values(await askGate(held));
  expect(answers.length).toBeGreaterThan(10);
  expect(answers.filter((status) => ![403, 404, 410].includes(status))).toEqual([]);
  await viewerAt.page.goto(watch);
  await viewerAt.page.getByText('There is nothing here').waitFor();

  // The owner reads why, and appeals.
  const its = ownerAt.page;
  await its.goto('/notices');
  await its.locator('[data-unread-notices]').waitFor({ state: 'attached' });
  const notice = its.getByRole('listitem').filter({ hasText: details.title });
  await notice.getByText('Reason: Misleading or a fraud').waitFor();
  await notice.getByText('This shows too much of a test card.').waitFor();
  expect(await its.getByText('Seen at the second second.').count()).toBe(0);
  expect(await takeAllPictures(its, 'notices-unread')).toEqual([]);
  await notice.getByRole('link', { name: 'See it, and appeal' }).click();
  await its.getByLabel('Why should it be restored?').fill('It is a card that I drew.');
  expect(await takeAllPictures(its, 'watch-taken-down')).toEqual([]);
  await its.getByRole('button', { name: 'Send the appeal' }).click();
  await its.getByText('Your appeal waits for a moderator.').waitFor();

  // The moderator reads the appeal on the video's page, and restores it.
  await page.goto('/moderation?view=appealed');
  await rowOfVideo(page, videoId).getByRole('link', { name: details.title }).click();
  await page.getByText('It is a card that I drew.').waitFor();
  await page.getByText('Note: Seen at the second second.').waitFor();
  expect(await takeAllPictures(page, 'moderation-video')).toEqual([]);
  await page.getByRole('button', { name: 'Restore' }).click();
  await giveWords(page, 'Restore', null);
  await page.getByText('Restored: 1 video.').waitFor();
  await page.getByRole('heading', { name: 'Appeals' }).locator('..').getByText('Accepted').waitFor();

  await viewerAt.page.goto(watch);
  await startPlayback(viewerAt.page);
  await waitFor('the video to play again', isMoving(viewerAt.page));

  // All of it is written down, and the chain holds.
  await page.goto(`/moderation/audit?subject=${videoId}`);
  for (const action of ['video.hidden', 'video.appealed', 'video.restored'])
    await page.getByRole('cell', { name: action }).waitFor();
  await page.getByText('The chain holds').waitFor();
  expect(await takeAllPictures(page, 'moderation-audit-found')).toEqual([]);
  const env = { NODE_ENV: 'test', DATABASE_URL: sharedStack().env.DATABASE_URL ?? '' } as const;
  const program = ['src/server/audit/main.ts', 'verify'];
  const { stdout } = await promisify(execFile)(process.execPath, program, { cwd: checkoutDir, env });
  expect(stdout).toMatch(/All \d+ rows of the chain are as they were written/);
});

it('many are selected by keys and hidden at once, and brought back by one', async () => {
  const { page, errors } = moderatorAt;
  const known = errors.length;
  onTestFailed(() => takePicture(page, 'failed-moderation-bulk'));
  // As the queue has them: of one millisecond the second may come before the first.
  const reported = [ulid(), ulid()].sort();
  for (const id of reported) {
    const over = {
      id,
      ownerId: owner.userId,
      status: 'ready',
      visibility: 'public',
      moderation: 'approved',
    } as const;
    await db.insert(videos).values(sampleVideo({ ...over, title: `Bulk ${id}` }));
    await mutate('reports.create', { videoId: id, reason: 'spam' }, bearer(viewer));
  }
  await page.goto('/moderation?view=reported');
  for (const id of reported) {
    await walkTo(page, id);
    await page.keyboard.press('x');
  }
  await page.getByText('2 selected').first().waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys of the queue' }).waitFor();
  await takePicture(page, 'moderation-keys');
  expect(await findAxeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await page.getByRole('dialog').waitFor();
  expect(await findAxeViolations(page)).toEqual([]);
  await giveWords(page, 'Reject', 'spam');
  await page.getByText('Rejected: 2 videos.').waitFor();
  const states = async () => Promise.all(reported.map(async (id) => (await rowOf(db, id)).moderation));
  expect(await states()).toEqual(['rejected', 'rejected']);
  await page.keyboard.press('u');
  await page.getByText('Restored: 2 videos.').waitFor();
  expect(await states()).toEqual(['approved', 'approved']);
  expect(errors.slice(known)).toEqual([]);
});

it('a person is found, warned and limited, and reads it; the history holds all of it', async () => {
  const { page, errors } = moderatorAt;
  const known = errors.length;
  onTestFailed(() => takePicture(page, 'failed-moderation-person'));
  const person = await registerPerson(`Paul ${ulid()}`);
  await page.goto('/moderation/users');
  await page.getByLabel('Name begins with').fill(person.name);
  await page.getByRole('button', { name: 'Search', exact: true }).last().click();
  await page.getByRole('link', { name: person.name }).click();
  const warning = page.getByRole('form', { name: 'Warn' });
  await warning.getByLabel('Words to them').fill('Please read the rules.');
  await warning.getByRole('button', { name: 'Send the warning' }).click();
  await page.getByRole('cell', { name: 'Warned' }).waitFor();
  const limit = page.getByRole('form', { name: 'Limit' });
  await limit.getByLabel('Words to them').fill('For a week.');
  await limit.getByLabel('Note').fill('Came up twice.');
  await limit.getByRole('button', { name: 'Limit' }).click();
  await page.getByRole('button', { name: 'Lift the limit' }).waitFor();
  await page.getByRole('cell', { name: 'Limited' }).waitFor();
  await page.getByText('Note: Came up twice.').waitFor();
  expect(await takeAllPictures(page, 'moderation-person')).toEqual([]);
  // A role is for admins to give.
  expect(await page.getByRole('form', { name: 'Role' }).count()).toBe(0);
  expect(errors.slice(known)).toEqual([]);
});

it('an admin changes the policy, and a moderator reads it', async () => {
  const admin = await newVisitor(browser);
  onTestFailed(() => takePicture(admin.page, 'failed-moderation-policy'));
  await signInInPage(admin.page, sharedStack().admin, '/moderation/policy');
  const words = admin.page.getByLabel('Watched words');
  const before = await words.inputValue();
  await words.fill('test pattern\nanother phrase');
  await admin.page.getByRole('button', { name: 'Save the policy' }).click();
  await admin.page.getByText('Saved. It counts from now on.').waitFor();
  const { page } = moderatorAt;
  await page.goto('/moderation/policy');
  expect(await page.getByLabel('Watched words').inputValue()).toBe('test pattern\nanother phrase');
  expect(await page.getByLabel('Watched words').isDisabled()).toBe(true);
  // Others upload to this site too.
  await words.fill(before);
  await admin.page.getByRole('button', { name: 'Save the policy' }).click();
  await waitFor('the policy to be as it was', async () => {
    await page.reload();
    return (await page.getByLabel('Watched words').inputValue()) === before;
  });
  expect(admin.errors).toEqual([]);
});
