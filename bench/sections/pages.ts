/** How fast pages are there, how still they stand, and how much code comes before the player: in Chromium, nothing cached. */
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Request } from 'playwright-core';
import { launchBrowser } from '../../e2e/chromium.ts';
import { waitUntilReady } from '../../tests/support/upload.ts';
import type { Figure } from '../figures/figure.ts';
import { median, sum } from '../figures/statistics.ts';
import { testClip } from '../media/clips.ts';
import type { Bench, Section } from '../section.ts';
import type { BenchStack } from '../stack/bench-stack.ts';
import { registerPersonAt } from '../stack/person.ts';
import { waitUntilIdle } from '../stack/queue.ts';
import { addVideo } from '../stack/videos.ts';

/** A first screen of the grid and more. */
const VIDEOS = 12;
const RUNS = 7;
const LCP_SECONDS = 1.5;
const CLS = 0.05;
const SCRIPT_KB = 250;
/** A class of its control bar, which no other code names so often. */
const PLAYER_MARK = 'vjs-control-bar';

interface Look {
  readonly lcpSeconds: number;
  readonly cls: number;
  /** Gzipped, of what was asked for before the player. */
  readonly scriptKb: number;
}

/** Listens from the page's first moment: https://web.dev/articles/lcp and /cls, without their windows of sessions. */
const observe = () => {
  const vitals = { lcp: 0, cls: 0 };
  Object.assign(window, { vitals });
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) vitals.lcp = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[])
      if (!entry.hadRecentInput) vitals.cls += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
};

const readVitals = (page: Page) =>
  page.evaluate(() => (window as unknown as { vitals: { lcp: number; cls: number } }).vitals);

/** What was asked for before the player was, in that order; all of it where there is none. */
async function bodiesBeforePlayer(scripts: readonly Request[]): Promise<readonly Buffer[]> {
  const bodies: Buffer[] = [];
  for (const script of scripts) {
    const body = await (await script.response())?.body();
    if (body?.includes(PLAYER_MARK)) break;
    if (body) bodies.push(body);
  }
  return bodies;
}

async function look(browser: Browser, url: string, isThere: (page: Page) => Promise<unknown>): Promise<Look> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const scripts: Request[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request);
    });
    await page.addInitScript(observe);
    await page.goto(url, { waitUntil: 'networkidle' });
    await isThere(page);
    const { lcp, cls } = await readVitals(page);
    const scriptKb = sum((await bodiesBeforePlayer(scripts)).map((body) => gzipSync(body).length)) / 1000;
    return { lcpSeconds: lcp / 1000, cls, scriptKb };
  } finally {
    await context.close();
  }
}

function toFigures(name: string, looks: readonly Look[]): readonly Figure[] {
  const times = looks.map(({ lcpSeconds }) => lcpSeconds);
  const note = `median of ${looks.length}, slowest ${Math.max(...times).toFixed(2)} s`;
  return [
    { name: `${name}, LCP`, value: median(times), unit: 's', note, target: { atMost: LCP_SECONDS } },
    {
      ...{ name: `${name}, CLS`, unit: 'times', note: `worst of ${looks.length}` },
      ...{ value: Math.max(...looks.map(({ cls }) => cls)), target: { atMost: CLS } },
    },
    {
      ...{ name: `${name}, scripts before the player`, unit: 'kB', note: 'gzipped' },
      ...{ value: Math.max(...looks.map(({ scriptKb }) => scriptKb)), target: { atMost: SCRIPT_KB } },
    },
  ];
}

/** @returns where one of them is watched */
async function fillHome(bench: Bench, stack: BenchStack): Promise<string> {
  const person = await registerPersonAt(stack.url, 'Ada');
  const file = await testClip('360p', 3, bench.signal);
  const videoIds: string[] = [];
  for (let number = 0; number < (bench.quick ? 2 : VIDEOS); number++)
    videoIds.push(await addVideo(person, file));
  for (const videoId of videoIds) {
    await waitUntilReady(person, videoId);
    await person.send('PATCH', `/videos/${videoId}`, { visibility: 'public' });
  }
  return `${stack.url}/watch/${videoIds[0]}`;
}

export const pages: Section = {
  name: 'pages',
  maxMinutes: 15,
  async run(bench) {
    const stack = await bench.openStack();
    const watchUrl = await fillHome(bench, stack);
    await waitUntilIdle(stack);
    await using browser = await launchBrowser();
    const visits = [
      { name: 'home', url: stack.url, isThere: (page: Page) => page.locator('main img').first().waitFor() },
      {
        name: 'watch',
        url: watchUrl,
        isThere: (page: Page) => page.locator('.vjs-big-play-button').waitFor(),
      },
    ];
    const figures: Figure[] = [];
    for (const { name, url, isThere } of visits) {
      // Warm: the first visitor of a page compiles its queries.
      await look(browser, url, isThere);
      const looks: Look[] = [];
      for (let run = 0; run < bench.runsOf(RUNS); run++) looks.push(await look(browser, url, isThere));
      figures.push(...toFigures(name, looks));
    }
    return figures;
  },
};
