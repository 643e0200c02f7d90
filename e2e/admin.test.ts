/** What operators do: look at the work, find what could not be handled and deal with it, see what it costs. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { createKafkaEventBus } from '../src/server/adapters/kafka-event-bus.ts';
import { sharedStack } from '../tests/shared-stack.ts';
import { clip } from '../tests/support/clips.ts';
import { type RestClient, registerPerson } from '../tests/support/rest-client.ts';
import { openUpload, uploadByParts, waitUntilReady } from '../tests/support/upload.ts';
import { signInInPage } from './account.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { lookAtPage } from './look-at-page.ts';

let browser: Browser;
let admin: Visitor;
let owner: RestClient;
const bus = createKafkaEventBus({
  brokers: (sharedStack().env.KAFKA_BROKERS ?? '').split(','),
  clientId: 'admin-test',
  log: () => undefined,
});

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await registerPerson('Ada');
  admin = await newVisitor(browser);
  await signInInPage(admin.page, sharedStack().admin, '/admin');
  await admin.page.getByRole('heading', { name: 'Workers' }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await bus.close();
});

const section = (page: Page, name: string) => page.getByRole('link', { name, exact: true });

it('the board shows a worker with what it has in hand, while it does it, without reloading', async () => {
  const { page, errors } = admin;
  onTestFailed(() => takePicture(page, 'failed-admin-board'));
  const videoId = await uploadByParts(owner, await clip('noise-480p-16s.mp4'));
  const workers = page.getByRole('table', { name: 'Workers' });
  await workers
    .getByRole('link', { name: videoId.slice(-6) })
    .first()
    .waitFor();
  await takePicture(page, 'admin-board');
  await waitUntilReady(owner, videoId);
  await workers
    .getByRole('link', { name: videoId.slice(-6) })
    .first()
    .waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});

it('an upload in flight is seen, and is gone when it ends', async () => {
  const { page } = admin;
  onTestFailed(() => takePicture(page, 'failed-admin-uploads'));
  const { uploadId } = await openUpload(owner, 12_000_000, { title: 'Half a film' });
  await section(page, 'Uploads').click();
  const row = page.getByRole('row', { name: /Half a film/ });
  await row.getByText('12.0 MB').waitFor();
  await takePicture(page, 'admin-uploads');
  await owner.send('DELETE', `/uploads/${uploadId}`);
  await row.waitFor({ state: 'detached' });
});

it('every partition of every group is listed with how far it is behind', async () => {
  const { page } = admin;
  onTestFailed(() => takePicture(page, 'failed-admin-kafka'));
  await section(page, 'Kafka').click();
  const lag = page.getByRole('table', { name: 'Lag by partition' });
  await lag.getByRole('row', { name: /orchestrator\.transcode\.events transcode\.events 0/ }).waitFor();
  await takePicture(page, 'admin-kafka');
});

/** Nobody can handle it. @returns the address of its page */
async function poison(page: Page, value: string): Promise<void> {
  await bus.publish('video.uploads', [{ key: 'poison', value }]);
  await section(page, 'Dead letters').click();
  await page.getByRole('table', { name: 'Open dead letters' }).waitFor();
  await page
    .getByRole('link', { name: /^video\.uploads@/ })
    .first()
    .waitFor();
}

async function openNewest(page: Page): Promise<string> {
  const link = page.getByRole('link', { name: /^video\.uploads@/ }).first();
  const id = (await link.textContent()) ?? '';
  await link.click();
  await page.getByRole('heading', { name: id }).waitFor();
  return id;
}

it('a message that nobody can handle is read, put back, and when it comes again given up with a reason', async () => {
  const { page } = admin;
  onTestFailed(() => takePicture(page, 'failed-admin-letters'));
  await poison(page, '{"version":1,"type":"video.uploaded","data":{"videoId":"none"}}');
  expect(await lookAtPage(page, 'admin-dead-letters-open')).toEqual([]);
  const first = await openNewest(page);
  // Laid out, a line for each field.
  await page.getByRole('region', { name: 'Text of the message' }).getByText('"videoId": "none"').waitFor();
  expect(await lookAtPage(page, 'admin-dead-letter')).toEqual([]);

  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByRole('button', { name: 'Put it back' }).click();
  await page.getByText('It is back on its topic.').waitFor();
  await section(page, 'Dead letters').click();
  const second = await openNewest(page);
  expect(second).not.toBe(first);

  const discard = page.getByRole('button', { name: 'Discard…' });
  expect(await discard.isDisabled()).toBe(true);
  await page.getByLabel('Reason').fill('Sent by a test');
  await discard.click();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await page.getByText('It was discarded.').waitFor();
  await section(page, 'Dead letters').click();
  const list = page.getByRole('table', { name: 'Open dead letters' });
  await page.getByText('Every message was handled.').or(list).first().waitFor();
  expect(await page.getByRole('link', { name: second }).count()).toBe(0);
});

it('the cost of each day is drawn, and told in numbers', async () => {
  const { page } = admin;
  onTestFailed(() => takePicture(page, 'failed-admin-cost'));
  await section(page, 'Cost').click();
  const today = new Date().toISOString().slice(0, 10);
  await page.getByRole('row', { name: new RegExp(today) }).waitFor();
  await takePicture(page, 'admin-cost');
});

it('for anybody else there is no such page', async () => {
  const { page } = await newVisitor(browser);
  await signInInPage(page, owner, '/');
  const answer = await page.goto('/admin');
  expect(answer?.status()).toBe(404);
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
});
