import { mkdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { makeFolder } from './testing/clips.ts';
import { watchSegments } from './watch-segments.ts';

async function makeSegments(directory: string, ...names: readonly string[]): Promise<void> {
  for (const rung of ['a', 'b']) await mkdir(`${directory}/${rung}`, { recursive: true });
  for (const name of names) await writeFile(`${directory}/${name}.m4s`, '');
}

it('yields what closed before and while it looks, in order, and ends with the run', async () => {
  await using folder = await makeFolder();
  await makeSegments(folder.path, 'a/3', 'b/3');
  const { promise, resolve } = Promise.withResolvers<void>();
  const seen: string[] = [];
  for await (const { rung, number } of watchSegments(
    { directory: folder.path, rungs: ['a', 'b'], firstSegment: 3 },
    promise,
  )) {
    seen.push(`${rung}/${number}`);
    if (seen.length === 2) {
      await makeSegments(folder.path, 'b/4', 'a/4', 'a/5');
      resolve();
    }
  }
  expect(seen.filter((name) => name.startsWith('a'))).toEqual(['a/3', 'a/4', 'a/5']);
  expect(seen.filter((name) => name.startsWith('b'))).toEqual(['b/3', 'b/4']);
});

it('yields what a failed run had closed, then throws its error', async () => {
  await using folder = await makeFolder();
  await makeSegments(folder.path, 'a/0', 'a/2');
  const seen: number[] = [];
  const watch = async (): Promise<void> => {
    const run = Promise.reject(new Error('ffmpeg fell over'));
    for await (const { number } of watchSegments(
      { directory: folder.path, rungs: ['a'], firstSegment: 0 },
      run,
    ))
      seen.push(number);
  };
  await expect(watch()).rejects.toThrow('ffmpeg fell over');
  expect(seen).toEqual([0]);
});
