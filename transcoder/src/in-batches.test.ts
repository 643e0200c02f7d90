import { expect, it } from 'vitest';
import { inBatches } from './in-batches.ts';

async function* numbers(count: number, error?: Error): AsyncGenerator<number> {
  for (let number = 0; number < count; number++) yield number;
  if (error) throw error;
}

async function batchesOf(items: AsyncIterable<number>, least: number, most: number) {
  const batches: (readonly number[])[] = [];
  for await (const batch of inBatches(items, { least, most })) batches.push(batch);
  return batches;
}

it('yields every item once, in order, and what is left at the end though it is little', async () => {
  const batches = await batchesOf(numbers(23), 5, 10);
  expect(batches.flat()).toEqual([...Array(23).keys()]);
  for (const batch of batches.slice(0, -1)) expect(batch.length).toBeGreaterThanOrEqual(5);
  for (const batch of batches) expect(batch.length).toBeLessThanOrEqual(10);
});

it('hands on what came while the last batch was in work, all at once', async () => {
  const source = numbers(9);
  const batches = inBatches(source, { least: 2, most: 20 });
  const first = (await batches.next()).value;
  // All others come while nobody asks for them.
  await new Promise(setImmediate);
  const second = (await batches.next()).value;
  expect([first, second].flat()).toEqual([...Array(9).keys()]);
});

it('throws what its source throws, after what came before', async () => {
  const seen: number[] = [];
  const run = async () => {
    for await (const batch of inBatches(numbers(3, new Error('broken')), { least: 2, most: 2 }))
      seen.push(...batch);
  };
  await expect(run()).rejects.toThrow('broken');
  expect(seen).toEqual([0, 1, 2]);
});

it('ends at once where there is nothing', async () => {
  expect(await batchesOf(numbers(0), 1, 5)).toEqual([]);
});
