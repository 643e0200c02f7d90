/** Chromium as tests and benchmarks use it: quiet, with no calls home. */
import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from './env.ts';

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
