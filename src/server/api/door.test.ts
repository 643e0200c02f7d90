import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Browsers are led there by the site itself, in the middle of opening a page. */
const forPages = ['src/app/api/v1/auth/continue/route.ts'];
const routes = globSync('src/app/api/v1/**/route.ts').filter((file) => !forPages.includes(file));

it('there are REST routes', () => expect(routes.length).toBeGreaterThan(2));

it.each(routes)('%s lets nobody past the door, and answers browsers that ask before they call', (file) => {
  const source = readFileSync(file, 'utf8');
  expect(source).toMatch(/\bthroughDoor\(/);
  expect(source).toMatch(/preflight as OPTIONS/);
});
