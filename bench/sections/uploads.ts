/** How well the browser's uploader fills a line: 20 MB/s, 50 ms, against S3's own client on the same line. */
import type { Page } from 'playwright-core';
import { registerInPage } from '../../e2e/account.ts';
import { launchBrowser } from '../../e2e/chromium.ts';
import { makeFile } from '../../e2e/make-file.ts';
import { MOST_LANES } from '../../src/lib/client/upload/lanes.ts';
import { median, sum } from '../figures/statistics.ts';
import type { Bench, Section } from '../section.ts';
import type { BenchStack } from '../stack/bench-stack.ts';
import { timePlainUpload } from '../stack/plain-upload.ts';

const MIB = 1024 ** 2;
const LINE = { bytesPerSecond: 20e6, delayMs: 50 };
const RATIO = 0.95;
/** Of the file's bytes: what web hears of it are words. */
const WORDS_PERCENT = 1;

/** From the choice of the file to the word that all has arrived, as its person sees it. */
async function timeBrowserUpload(page: Page, file: string): Promise<number> {
  await page.goto('/upload');
  const input = page.getByTestId('drop-zone').locator('input[type=file]');
  const began = performance.now();
  await input.setInputFiles(file);
  await page.locator('li[data-phase="done"]').waitFor({ timeout: 600_000 });
  return (performance.now() - began) / 1000;
}

/** Bytes of the bodies that this page sends to web. */
function countWebBytes(page: Page, siteUrl: string): () => number {
  const sent: number[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(siteUrl)) sent.push(request.postDataBuffer()?.length ?? 0);
  });
  return () => sum(sent);
}

async function measure(bench: Bench, stack: BenchStack) {
  const sizeBytes = (bench.quick ? 64 : 512) * MIB;
  await using browser = await launchBrowser();
  const context = await browser.newContext({ baseURL: stack.url });
  const page = await context.newPage();
  const webBytes = countWebBytes(page, stack.url);
  await registerInPage(page, 'Ada');
  const count = bench.runsOf(3);
  const times: { browser: number; plain: number }[] = [];
  for (let run = 0; run < count; run++) {
    // Another file each time: one that is known would not be sent again.
    const file = await makeFile(`bench-${run}`, sizeBytes);
    const plain = await timePlainUpload(stack.store, file.path, sizeBytes, MOST_LANES);
    times.push({ plain, browser: await timeBrowserUpload(page, file.path) });
    bench.say(`browser ${times.at(-1)?.browser.toFixed(2)} s, plain client ${plain.toFixed(2)} s`);
    bench.signal.throwIfAborted();
  }
  return { sizeBytes, count, times, webPercent: (100 * webBytes()) / (count * sizeBytes) };
}

export const uploads: Section = {
  name: 'uploads',
  maxMinutes: 20,
  async run(bench) {
    const stack = await bench.openStack({ lineToStore: LINE });
    const { sizeBytes, count, times, webPercent } = await measure(bench, stack);
    const megabytesPerSecond = (seconds: readonly number[]) => sizeBytes / 1e6 / median(seconds);
    const note = `${sizeBytes / MIB} MiB over 20 MB/s and 50 ms, median of ${count}`;
    const ratio = median(times.map(({ browser, plain }) => plain / browser));
    const browserSpeed = megabytesPerSecond(times.map(({ browser }) => browser));
    const plainSpeed = megabytesPerSecond(times.map(({ plain }) => plain));
    const target = { atMost: WORDS_PERCENT };
    return [
      { name: 'browser against S3 client', value: ratio, unit: 'times', target: { atLeast: RATIO }, note },
      { name: 'browser', value: browserSpeed, unit: 'MB/s', note },
      { name: 'S3 client', value: plainSpeed, unit: 'MB/s', note },
      { name: 'sent through web, of the file', value: webPercent, unit: '%', target },
    ];
  },
};
