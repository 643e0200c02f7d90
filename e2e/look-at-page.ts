import type { Page } from 'playwright-core';
import { findAxeViolations } from './find-axe-violations.ts';
import { takeAllPictures } from './take-all-pictures.ts';

/** Pictures of a page, whether it fits, and what axe finds wrong with it: a sentence for each fault. */
export const lookAtPage = (page: Page, name: string): Promise<readonly string[]> =>
  takeAllPictures(page, name, findAxeViolations);
