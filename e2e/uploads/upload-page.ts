/** The upload page as a person works it, behind a line that has faults. */
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Browser, BrowserContext, Cookie, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Database } from '../../src/server/db/client.ts';
import { sourceVolumes } from '../../src/server/db/schema/source-volumes.ts';
import { uploadSessions } from '../../src/server/db/schema/upload-sessions.ts';
import { findSourceObjects } from '../../src/server/uploads/volumes.ts';
import { sharedStack } from '../../tests/shared-stack.ts';
import { openObjectStore, s3ClientSettings, sourceBucket } from '../../tests/support/object-store.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import { registerInPage } from '../account.ts';
import { takePicture } from '../browser.ts';
import type { MadeFile } from '../make-file.ts';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.ts';

const MIB = 1024 ** 2;
export const PART_BYTES = 8 * MIB;
/** The stack shares two cores with the browser. */
const PATIENCE_MS = 60_000;

export interface Uploading extends AsyncDisposable {
  readonly page: Page;
  readonly proxy: FaultyProxy;
  /** What other tests had left half in S3 by then. */
  readonly halvesBefore: ReadonlySet<string>;
  /** The person's own, of this test. */
  videos(): Promise<readonly ListedVideo[]>;
}

/** Somebody who has signed in once; each test has a browser profile of its own with that session. */
export interface Person {
  cookies: readonly Cookie[];
}

export async function registerPerson(browser: Browser): Promise<Person> {
  const context = await browser.newContext({ baseURL: sharedStack().url });
  context.setDefaultTimeout(PATIENCE_MS);
  await registerInPage(await context.newPage(), 'Ada');
  const cookies = await context.cookies();
  await context.close();
  return { cookies };
}

/** The person at the upload page, whose browser reaches site and S3 through a faulty line. */
export async function openUploadPage(browser: Browser, person: Person): Promise<Uploading> {
  const proxy = await startFaultyProxy(s3ClientSettings().endpoint);
  const context = await browser.newContext({
    baseURL: sharedStack().url,
    viewport: { width: 1280, height: 800 },
    proxy: { server: proxy.url, bypass: '<-loopback>' },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addCookies([...person.cookies]);
  const known = new Set((await listVideos(context)).map(({ id }) => id));
  const halvesBefore = await listHalves();
  const page = await context.newPage();
  await page.goto('/upload');
  return {
    page,
    halvesBefore,
    proxy,
    videos: async () => (await listVideos(context)).filter(({ id }) => !known.has(id)),
    async [Symbol.asyncDispose]() {
      // The session may have been renewed, and what it was before is worth nothing then.
      person.cookies = await context.cookies();
      await context.close();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

export const resentBytes = ({ proxy }: Uploading, file: MadeFile): number =>
  proxy.partBytes() - file.sizeBytes;

export const chooseFiles = (page: Page, ...files: readonly string[]): Promise<void> =>
  page
    .getByTestId('drop-zone')
    .locator('input[type=file]')
    .setInputFiles([...files]);

export const rowOf = (page: Page, phase: string): Locator => page.locator(`li[data-phase="${phase}"]`);

/** Waits until the page shows an upload in that phase. */
export async function waitForPhase(page: Page, phase: string): Promise<void> {
  try {
    await rowOf(page, phase).first().waitFor({ timeout: 120_000 });
  } catch (error) {
    await takePicture(page, `upload-never-${phase}`);
    throw error;
  }
}

/** The page is left in the middle: the browser asks, and the person says yes. */
export function leaveFreely(page: Page): void {
  page.on('dialog', (dialog) => void dialog.accept());
}

interface ListedVideo {
  readonly id: string;
  readonly status: string;
}

/** Past the faulty line: Playwright's own requests would want a tunnel through it. */
async function listVideos(context: BrowserContext): Promise<readonly ListedVideo[]> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${sharedStack().url}/api/v1/videos?mine=true&limit=100`, {
    headers: { cookie },
  });
  const { data, error } = (await answer.json()) as {
    data?: { videos: ListedVideo[] };
    error?: { code: string };
  };
  if (!data) throw new Error(`The person's videos can not be listed: ${error?.code}`);
  return data.videos;
}

/** The whole file has arrived, once, unmixed, and nothing is left lying about. */
export async function expectArrived(
  db: Database,
  uploading: Uploading,
  file: MadeFile,
  page = uploading.page,
): Promise<void> {
  await waitForPhase(page, 'done');
  const videos = await uploading.videos();
  expect(videos).toHaveLength(1);
  const [{ id } = { id: '' }] = videos;
  const hash = createHash('sha256');
  for (const object of await findSourceObjects(db, sourceBucket(), id)) {
    const body = await openObjectStore().read(object);
    for await (const chunk of body ?? []) hash.update(chunk);
  }
  expect(hash.digest('hex')).toBe(file.sha256);
  await expectNoOrphans(db, uploading);
}

/** Whatever S3 holds half belongs to a session that is open, or lay there before the page was opened. */
export async function expectNoOrphans(db: Database, { halvesBefore }: Uploading): Promise<void> {
  await waitFor('nothing to be left lying in S3', async () => {
    const rows = await db
      .select({
        status: uploadSessions.status,
        whole: uploadSessions.s3UploadId,
        ofVolume: sourceVolumes.s3UploadId,
      })
      .from(uploadSessions)
      .leftJoin(sourceVolumes, eq(sourceVolumes.videoId, uploadSessions.videoId));
    const open = new Set(
      rows.filter(({ status }) => status === 'open').flatMap(({ whole, ofVolume }) => [whole, ofVolume]),
    );
    const halves = await listHalves();
    return [...halves].every((id) => open.has(id) || halvesBefore.has(id));
  });
}

/** S3's ids of the uploads that are neither completed nor aborted. */
async function listHalves(): Promise<ReadonlySet<string>> {
  const halves = new Set<string>();
  for await (const listed of openObjectStore().listMultiparts(sourceBucket()))
    for (const { s3UploadId } of listed) halves.add(s3UploadId);
  return halves;
}
