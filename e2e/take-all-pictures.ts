/** A page as everybody meets it: on a phone and on a desk, in light and dark. */
import type { Page } from 'playwright-core';
import { takePicture } from './browser.ts';

const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;

/** @returns a sentence for each size that the page is too wide for */
export async function takeAllPictures(page: Page, name: string): Promise<readonly string[]> {
  const tooWide: string[] = [];
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `${name}-${size}-${colorScheme}`);
    }
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 0) tooWide.push(`${name} by ${beyond} px on a ${size}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return tooWide;
}
