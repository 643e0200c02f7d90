/** All tabs of one browser hear live events by one stream: six connections per site are enough for any number of them. */
import { eq } from 'drizzle-orm';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { videos } from '../src/server/db/schema/videos.ts';
import { recordVideoChange } from '../src/server/outbox/record-change.ts';
import { systemClock } from '../src/server/ports/clock.ts';
import { controlProcess } from '../tests/shared-stack.ts';
import { clip } from '../tests/support/clips.ts';
import { openStackDatabase } from '../tests/support/database.ts';
import { type RestClient, registerPerson } from '../tests/support/rest-client.ts';
import { openUpload } from '../tests/support/upload.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { signInInPage } from './account.ts';
import { newVisitor, takePicture } from './browser.ts';
import { launchBrowser } from './chromium.ts';

/** More than the connections that a browser opens to one site. */
const TABS = 10;
const { db, close } = openStackDatabase();
let browser: Browser;
let context: BrowserContext;
let person: RestClient;
const tabs: Page[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  person = await registerPerson('Grace Hopper');
  const visitor = await newVisitor(browser);
  context = visitor.context;
  await context.addInitScript(countStreams);
  await signInInPage(visitor.page, person, '/studio');
  await visitor.page.getByRole('heading', { name: 'Studio' }).waitFor();
  tabs.push(visitor.page);
});
afterAll(async () => {
  await browser.close();
  await close();
});

/** Runs in every page before its own scripts: remembers the streams that it opens. */
function countStreams(): void {
  const opened: EventSource[] = [];
  const Native = EventSource;
  class Counted extends Native {
    constructor(url: string | URL, init?: EventSourceInit) {
      super(url, init);
      opened.push(this);
    }
  }
  const isOpen = (stream: EventSource) => stream.readyState !== Native.CLOSED;
  Object.assign(globalThis, { EventSource: Counted, streamsOpen: () => opened.filter(isOpen).length });
}

async function streamsOf(tab: Page): Promise<number> {
  return tab.evaluate(() => (globalThis as unknown as { streamsOpen(): number }).streamsOpen());
}

/** The tabs that have one. */
async function findHolders(): Promise<readonly Page[]> {
  const counts = await Promise.all(tabs.map(streamsOf));
  return tabs.flatMap((tab, at) => Array.from({ length: counts[at] ?? 0 }, () => tab));
}

/** Exactly one of all tabs has a stream, and it has one. */
function needOneHolder(): Promise<Page> {
  return waitFor('one stream to be open', async () => {
    const [holder, ...others] = await findHolders();
    return others.length === 0 && holder;
  });
}

const makeVideo = async (): Promise<string> => (await openUpload(person, 1000)).videoId;

const cancel = (videoId: string) =>
  db.transaction(async (tx) => {
    await tx.update(videos).set({ status: 'cancelled' }).where(eq(videos.id, videoId));
    await recordVideoChange(tx, systemClock, videoId);
  });

async function allTabsShow(videoId: string, status: string): Promise<void> {
  const shown = tabs.map((tab) =>
    tab.locator(`[data-video="${videoId}"][data-status="${status}"]`).waitFor(),
  );
  await Promise.all(shown);
}

it('ten tabs have one stream, and an eleventh uploads meanwhile; every tab sees it become ready', async () => {
  while (tabs.length < TABS) {
    const tab = await context.newPage();
    await tab.goto('/studio');
    await tab.getByRole('heading', { name: 'Studio' }).waitFor();
    tabs.push(tab);
  }
  const [first] = tabs;
  if (first) onTestFailed(() => takePicture(first, 'failed-shared-stream'));
  await needOneHolder();

  const uploading = await context.newPage();
  await uploading.goto('/upload');
  await uploading.locator('input[type=file]').setInputFiles(await clip('240p-2s.mp4'));
  await Promise.all(tabs.map((tab) => tab.locator('[data-status="ready"]').waitFor()));
  await uploading.close();
  expect(await findHolders()).toHaveLength(1);
});

it('when the tab that has it is closed, another opens it, and nothing is missed in between', async () => {
  const videoId = await makeVideo();
  for (const tab of tabs) await tab.reload();
  await allTabsShow(videoId, 'uploading');
  const holder = await needOneHolder();
  tabs.splice(tabs.indexOf(holder), 1);
  await Promise.all([holder.close(), cancel(videoId)]);
  await allTabsShow(videoId, 'cancelled');
  await needOneHolder();
});

it('what happens while web restarts is seen by every tab afterwards, by one stream again', async () => {
  const videoId = await makeVideo();
  for (const tab of tabs) await tab.reload();
  await allTabsShow(videoId, 'uploading');
  await needOneHolder();
  await controlProcess('web', 'stop');
  await cancel(videoId);
  await controlProcess('web', 'start');
  await allTabsShow(videoId, 'cancelled');
  await needOneHolder();
});
