/** A page as everybody meets it: on a phone and on a desk, in light and dark. */
import type { Page } from 'playwright-core';
import { takePicture } from './browser.ts';

const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;

/**
 * @param look what else to look for in each
 * @returns a sentence for each size that the page is too wide for, and for whatever else was found
 */
export async function takeAllPictures(
  page: Page,
  name: string,
  look: (page: Page) => Promise<readonly string[]> = async () => [],
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await takePicture(page, `${name}-${size}-${colorScheme}`);
      const found = await look(page);
      faults.push(...found.map((fault) => `${name} on a ${size}, ${colorScheme}: ${fault}`));
    }
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 0) faults.push(`${name} by ${beyond} px on a ${size}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}
