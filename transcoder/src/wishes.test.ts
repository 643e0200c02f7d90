import { expect, it, vi } from 'vitest';
import { createWishes } from './wishes.ts';

it('tells what is wished from now on and the last wish before, each once however often it is told', () => {
  const wishes = createWishes();
  for (const segment of [3, 8, 8]) wishes.tell(segment);
  const hear = vi.fn();
  wishes.listen(hear);
  for (const segment of [8, 5, 5, 8]) wishes.tell(segment);
  expect(hear.mock.calls.flat()).toEqual([8, 5, 8]);
});
