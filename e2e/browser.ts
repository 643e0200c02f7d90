/** People with browsers of their own, and a picture of what went wrong. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { testDataDir } from '../infra/local/test-stack.ts';
import { sharedStack } from '../tests/shared-stack.ts';

const screenshotDir = path.join(testDataDir, 'screenshots');
/** FFmpeg and the stack share two cores with it. */
const PATIENCE_MS = 60_000;

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page threw or logged as an error. */
  readonly errors: readonly string[];
}

/** A person with a browser profile of their own. */
export async function newVisitor(browser: Browser, more: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({
    baseURL: sharedStack().url,
    viewport: { width: 1280, height: 800 },
    ...more,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // Of what did not load the text says the status alone.
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  return { context, page, errors };
}

/** Kept for people to look at: `.test-data/screenshots/<name>.png`. */
export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(screenshotDir, { recursive: true });
  await page.screenshot({ path: path.join(screenshotDir, `${name}.png`), fullPage: true });
}
