/** What docs/security.md says is shown by a test is shown by one that exists. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkoutDir } from '../infra/local/checkout.ts';

const page = readFileSync(path.join(checkoutDir, 'docs', 'security.md'), 'utf8');
const homes = '{src,transcoder,infra,scripts,tests,e2e,simulate,chaos,bench}';
const tests = globSync(`${homes}/**/*.test.{ts,tsx}`, {
  cwd: checkoutDir,
  exclude: (name) => name.includes('node_modules'),
});

/** The cells of each row under a heading, the header left out. */
const rowsUnder = (heading: string): readonly (readonly string[])[] =>
  (page.split(heading)[1] ?? '')
    .split('\n##')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) => line.slice(2, -1).split(' | ')) ?? [];

/** `x.test.ts`, a path of one, a folder, or the contract of `x`. */
function isThere(name: string, isContract: boolean): boolean {
  if (isContract)
    return tests.some((file) => file.startsWith('tests/contract/') && file.includes(`/${name}`));
  if (name.endsWith('/')) return existsSync(path.join(checkoutDir, name));
  return tests.some((file) => file === name || file.endsWith(`/${name}`));
}

const namesIn = (cell = '') =>
  [...cell.matchAll(/`([^`]+)`( contract)?/g)].map(([, name = '', contract]) => ({
    name,
    isThere: isThere(name, contract !== undefined),
  }));

describe.each([
  { heading: '# Security\n', column: 2, least: 30 },
  { heading: '## OWASP ASVS', column: 3, least: 60 },
])('under “$heading”', ({ heading, column, least }) => {
  const rows = rowsUnder(heading);

  it('every test that is named exists', () => {
    expect(rows.length).toBeGreaterThan(least);
    const missing = rows.flatMap((cells) => namesIn(cells[column]).filter((named) => !named.isThere));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('every row names a test, or says that there is nothing', () => {
    const bare = rows.filter((cells) => namesIn(cells[column]).length === 0);
    const isAdmitted = (cells: readonly string[]) => /\*\*(no|outside)\*\*/i.test(cells.join(' '));
    expect(bare.filter((cells) => !isAdmitted(cells)).map(([first]) => first)).toEqual([]);
  });
});
