/** What a site of many videos shows to anybody: the grid, searches, channels, and what other sites are told. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { ulid } from 'ulid';
import { afterAll, beforeAll, expect, it, onTestFailed, onTestFinished } from 'vitest';
import { z } from 'zod';
import { videos } from '../src/server/db/schema/videos.ts';
import { indexWords } from '../src/server/videos/index-words.ts';
import { sharedStack } from '../tests/shared-stack.ts';
import { clip } from '../tests/support/clips.ts';
import { openStackDatabase, rowOf } from '../tests/support/database.ts';
import { type RestClient, registerPerson } from '../tests/support/rest-client.ts';
import { uploadByPut, waitUntilReady } from '../tests/support/upload.ts';
import { waitFor } from '../tests/support/wait-for.ts';
import { newVisitor, takePicture, type Visitor } from './browser.ts';
import { launchBrowser } from './chromium.ts';
import { playbackOf, startPlayback } from './playback.ts';

/** Two pages and some. */
const COUNT = 57;
/** In no other title of the stack. */
const word = `quasar${Date.now().toString(36)}`;
const { db, close } = openStackDatabase();
let browser: Browser;
let owner: RestClient;
let firstId = '';

beforeAll(async () => {
  browser = await launchBrowser();
  owner = await registerPerson('Vera Rubin');
  firstId = await uploadByPut(owner, await clip('240p-2s.mp4'), { title: `${word} 0`, visibility: 'public' });
  await waitUntilReady(owner, firstId);
  const made = await rowOf(db, firstId);
  // All of them show the one picture that was made.
  for (let number = 1; number < COUNT; number++) {
    const id = ulid();
    const createdAt = new Date(made.createdAt.getTime() + number);
    await db.insert(videos).values({
      ...made,
      id,
      createdAt,
      title: `${word} ${number}`,
      viewCount: number * 1_000,
    });
    await indexWords(db, id);
  }
});
afterAll(async () => {
  await browser.close();
  await close();
});

const titles = (page: Page) => page.locator('main li h2').allTextContents();
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;

async function takePictures(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `${name}-${size}-${colorScheme}`);
    }
  }
  await page.setViewportSize(sizes.desk);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Shifts that nobody asked for, as Chromium counts them. */
const shiftOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let total = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
          })[])
            if (!entry.hadRecentInput) total += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(total)));
      }),
  );

async function seeAll(page: Page): Promise<readonly string[]> {
  return waitFor('every video', async () => {
    await page.mouse.wheel(0, 1_500);
    const seen = await titles(page);
    return seen.length >= COUNT && seen;
  });
}

const numbers = (seen: readonly string[]) => seen.map((title) => Number(title.split(' ')[1]));
const down = Array.from({ length: COUNT }, (_, index) => COUNT - 1 - index);

it('the grid goes on as one scrolls, each video once, and nothing in it moves', async () => {
  const { page, errors } = await newVisitor(browser);
  onTestFailed(() => takePicture(page, 'failed-grid'));
  await page.goto(`/?q=${word}&sort=newest`, { waitUntil: 'networkidle' });
  await takePictures(page, 'catalog-search');
  await page.reload({ waitUntil: 'networkidle' });
  expect(numbers(await seeAll(page))).toEqual(down);
  expect(await shiftOf(page)).toBeLessThan(0.05);
  await takePicture(page, 'catalog-scrolled');
  await page.goto('/', { waitUntil: 'networkidle' });
  await takePictures(page, 'home');
  expect(errors).toEqual([]);
});

it('without scripts every page of the grid has its own address', async () => {
  const context = await browser.newContext({ baseURL: sharedStack().url, javaScriptEnabled: false });
  const page = await context.newPage();
  const seen: string[] = [];
  await page.goto(`/?q=${word}&sort=oldest`);
  for (;;) {
    seen.push(...(await titles(page)));
    const more = page.getByRole('link', { name: 'More videos' });
    if ((await more.count()) === 0) break;
    await more.click();
  }
  expect(numbers(seen)).toEqual(down.toReversed());
  await context.close();
});

it('by keyboard the link brings more, and one goes on at the first of them', async () => {
  const { page, context } = await newVisitor(browser);
  onTestFailed(() => takePicture(page, 'failed-keyboard'));
  // Where nothing is noticed by scrolling, only the link is left.
  await context.addInitScript(() => {
    window.IntersectionObserver = class {
      observe() {}
      unobserve() {}
      disconnect() {}
      takeRecords() {
        return [];
      }
    } as unknown as typeof IntersectionObserver;
  });
  await page.goto(`/?q=${word}&sort=newest`, { waitUntil: 'networkidle' });
  expect(await titles(page)).toHaveLength(24);
  await page.getByRole('link', { name: 'More videos' }).focus();
  await page.keyboard.press('Enter');
  await waitFor('the first new card to have the focus', async () => {
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    return focused === `${word} ${COUNT - 25}`;
  });
  expect(await titles(page)).toHaveLength(48);
  expect(new URL(page.url()).searchParams.get('after')).toBeNull();
});

it('the search is sorted as one likes, and says so where nothing fits', async () => {
  const { page } = await newVisitor(browser);
  onTestFailed(() => takePicture(page, 'failed-search'));
  await page.goto('/');
  await page.getByRole('searchbox', { name: 'Search videos' }).fill(`${word} 31`);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Results for “${word} 31”` }).waitFor();
  expect(await titles(page)).toEqual([`${word} 31`]);
  await page.getByRole('main').getByRole('article').getByText('· 31K views ·').waitFor();
  await page.goto(`/?q=${word}`);
  await page.getByRole('navigation', { name: 'Order' }).getByRole('link', { name: 'Oldest' }).click();
  await waitFor('the oldest', async () => (await titles(page))[0] === `${word} 0`);
  await page.goto(`/?q=${word}+nonesuch`);
  await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
  await takePictures(page, 'catalog-nothing');
});

async function signedIn(): Promise<Visitor> {
  const visitor = await newVisitor(browser);
  const { page } = visitor;
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Account of Vera Rubin' }).waitFor();
  return visitor;
}

it('an owner’s tags lead whoever searches for them to the video', async () => {
  const { page, errors } = await signedIn();
  onTestFailed(() => takePicture(page, 'failed-tags'));
  await page.goto(`/watch/${firstId}`);
  await page.getByRole('button', { name: 'Edit title and description' }).click();
  const field = page.getByLabel('Tags');
  await field.fill(Array.from({ length: 16 }, (_, number) => `t${number}`).join());
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('These are 16 tags').waitFor();
  await takePicture(page, 'tags-too-many');
  await field.fill(`#${word}dust, Slow  cinema`);
  await page.getByRole('button', { name: 'Save' }).click();
  const tag = page.getByRole('list', { name: 'Tags' }).getByRole('link', { name: `${word}dust` });
  await tag.waitFor();
  await takePictures(page, 'watch-tags');
  await tag.click();
  await page.getByRole('heading', { name: `Results for “${word}dust”` }).waitFor();
  expect(await titles(page)).toEqual([`${word} 0`]);
  expect(errors).toEqual([]);
});

it('a person’s page has what they made public, and nobody else’s', async () => {
  const { page, errors } = await newVisitor(browser);
  onTestFailed(() => takePicture(page, 'failed-channel'));
  await page.goto(`/?q=${word}`);
  await page.getByRole('main').getByRole('link', { name: 'Vera Rubin' }).first().click();
  await page.waitForURL(`**/channel/${owner.userId}`);
  await page.getByRole('heading', { level: 1, name: 'Vera Rubin' }).waitFor();
  await page.waitForLoadState('networkidle');
  await takePictures(page, 'channel');
  expect(await page.title()).toBe('Vera Rubin · Sluice');
  expect(numbers(await seeAll(page))).toEqual(down);
  expect(errors).toEqual([]);
  const empty = await registerPerson('Nobody Yet');
  await page.goto(`/channel/${empty.userId}`);
  await page.getByRole('heading', { name: 'No public videos' }).waitFor();
  await takePictures(page, 'channel-empty');
  expect((await page.goto(`/channel/${ulid()}`))?.status()).toBe(404);
});

const attributeOf = (page: Page, selector: string, name: string) => page.locator(selector).getAttribute(name);

it('another site shows the video by what its page says of itself, and it plays there', async () => {
  const { page } = await newVisitor(browser);
  onTestFailed(() => takePicture(page, 'failed-embed'));
  const site = sharedStack().url;
  await page.goto(`/watch/${firstId}`);
  expect(await attributeOf(page, 'link[rel=canonical]', 'href')).toBe(`${site}/watch/${firstId}`);
  expect(await attributeOf(page, 'meta[property="og:title"]', 'content')).toBe(`${word} 0`);
  expect(await attributeOf(page, 'meta[name="twitter:card"]', 'content')).toBe('player');
  expect(await attributeOf(page, 'meta[name="twitter:player"]', 'content')).toBe(`${site}/embed/${firstId}`);
  const picture = (await attributeOf(page, 'meta[property="og:image"]', 'content')) ?? '';
  const image = await fetch(picture);
  expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/jpeg']);

  const oembed = await fetch((await attributeOf(page, 'link[type="application/json+oembed"]', 'href')) ?? '');
  const { html, title } = z
    .object({ html: z.string(), title: z.string(), type: z.literal('video'), version: z.literal('1.0') })
    .parse(await oembed.json());
  expect(title).toBe(`${word} 0`);
  // On this machine too: browsers keep the frames of public sites away from it whatever our headers say.
  const other = createServer((_, answer) =>
    answer.setHeader('content-type', 'text/html').end(`<h1>Somebody’s page</h1>${html}`),
  );
  onTestFinished(() => void other.close());
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const { page: foreign, errors } = await newVisitor(browser);
  await foreign.goto(`http://localhost:${(other.address() as AddressInfo).port}/`);
  const [, frame] = foreign.frames();
  if (!frame) throw new Error('there is no frame');
  await frame.locator('video').waitFor({ state: 'attached' });
  await takePicture(foreign, 'embed-before');
  await frame.locator('.vjs-big-play-button').click();
  await waitFor('the picture to move', () =>
    frame
      .locator('video')
      .evaluate((element) => element instanceof HTMLVideoElement && element.currentTime > 0.3),
  );
  await takePicture(foreign, 'embed-playing');
  expect(await frame.locator('header, nav').count()).toBe(0);
  expect(errors).toEqual([]);

  await page.goto(`/embed/${firstId}`);
  await startPlayback(page);
  await waitFor('the end', async () => (await playbackOf(page)).ended);
});

it('what is unlisted is shown by its link and told to no list; what is private to nobody', async () => {
  const site = sharedStack().url;
  const get = async (path: string) => {
    const answer = await fetch(site + path);
    return { status: answer.status, text: await answer.text() };
  };
  const oembed = `/api/oembed?url=${encodeURIComponent(`${site}/watch/${firstId}`)}`;
  const told = ['/feed.xml', `/channel/${owner.userId}/feed.xml`, '/sitemap/1'];
  const listing = async () => {
    const texts = await Promise.all(told.map(async (path) => (await get(path)).text));
    return texts.map((text) => text.includes(firstId));
  };
  // Of the feed of all it is too old, by the others of this person.
  expect(await listing()).toEqual([false, false, true]);
  const newest = (await get('/feed.xml')).text;
  expect(newest).toContain(`<title>${word} ${COUNT - 1}</title>`);
  expect((await get('/sitemap.xml')).text).toContain(`<loc>${site}/sitemap/1</loc>`);
  expect((await get('/robots.txt')).text).toContain(`Sitemap: ${site}/sitemap.xml`);

  await owner.send('PATCH', `/videos/${firstId}`, { visibility: 'unlisted' });
  expect(await listing()).toEqual([false, false, false]);
  expect((await get(oembed)).status).toBe(200);
  expect((await get(`/embed/${firstId}`)).status).toBe(200);
  expect((await get(`/watch/${firstId}`)).text).toMatch(/<meta name="robots" content="noindex/);

  await owner.send('PATCH', `/videos/${firstId}`, { visibility: 'private' });
  for (const path of [oembed, `/embed/${firstId}`, `/watch/${firstId}`, `/thumbnail/${firstId}`])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  await owner.send('PATCH', `/videos/${firstId}`, { visibility: 'public' });
});

it('the site can be installed', async () => {
  const { page, context } = await newVisitor(browser);
  await page.goto('/');
  const session = await context.newCDPSession(page);
  const { errors, url, data } = await session.send('Page.getAppManifest');
  expect([errors, new URL(url).pathname]).toEqual([[], '/manifest.webmanifest']);
  const { icons } = z
    .object({ icons: z.array(z.object({ src: z.string(), sizes: z.string(), type: z.string() })) })
    .parse(JSON.parse(data ?? ''));
  const measured = await page.evaluate(
    async (list) => {
      const sizeOf = async (src: string) => {
        const picture = new Image();
        picture.src = src;
        await picture.decode();
        return `${picture.naturalWidth}x${picture.naturalHeight}`;
      };
      return Promise.all(list.map(({ src }) => sizeOf(src)));
    },
    icons.filter(({ sizes: said }) => said !== 'any'),
  );
  expect(measured).toEqual(['192x192', '512x512', '512x512']);
});
