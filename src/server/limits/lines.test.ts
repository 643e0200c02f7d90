import { expect, it } from 'vitest';
import { createLines } from './lines.ts';

/** Lines whose groups are served when the test says so. */
function heldLines() {
  const groups: { key: string; group: readonly number[]; serve: () => void }[] = [];
  const lines = createLines<number>(
    (key, group) => new Promise((resolve) => groups.push({ key, group, serve: resolve })),
  );
  const said = () => groups.map(({ key, group }) => `${key}: ${group.join(' ')}`);
  return { groups, said, join: lines.join };
}

it('who comes first is served at once, and all who come meanwhile are served together in their order', async () => {
  const { groups, said, join } = heldLines();
  for (const number of [1, 2, 3]) join('a', number);
  expect(said()).toEqual(['a: 1']);
  groups[0]?.serve();
  await expect.poll(said).toEqual(['a: 1', 'a: 2 3']);
});

it('lines do not wait for one another', () => {
  const { said, join } = heldLines();
  join('a', 1);
  join('b', 2);
  expect(said()).toEqual(['a: 1', 'b: 2']);
});

it('a line that everybody has left begins anew', async () => {
  const { groups, said, join } = heldLines();
  join('a', 1);
  groups[0]?.serve();
  await new Promise(setImmediate);
  join('a', 2);
  expect(said()).toEqual(['a: 1', 'a: 2']);
});
