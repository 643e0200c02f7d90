/** What axe finds wrong with a page as it stands: https://github.com/dequelabs/axe-core/blob/develop/doc/API.md */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** @returns a sentence for each rule that something on the page breaks, with the first of what breaks it */
export async function findAxeViolations(page: Page): Promise<readonly string[]> {
  // By the debugger, which the policy of our pages does not stop. It stays in the page until that is left.
  await page.evaluate(`if (!window.axe) { ${axe.source} }; 'loaded'`);
  const { violations }: AxeResults = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return violations.map(({ id, help, nodes }) => {
    const [first] = nodes;
    return `${id} (${help}), ${nodes.length} times: ${first?.target.join(' ')}, ${first?.failureSummary}`;
  });
}
