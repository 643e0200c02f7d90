import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { cacheSources } from './cached-source.ts';
import type { MediaStore, Source } from './media-store.ts';
import { BLOCK_BYTES, type ByteRange } from './source-windows.ts';

const content = `${Array.from({ length: 70 }, (_, block) => String(block % 10).repeat(BLOCK_BYTES)).join('')}end`;
const source: Source = { bucket: 'b', key: 'V/source', etag: 'e', sizeBytes: content.length };
const never = new AbortController().signal;

function countingStore(fail: () => boolean = () => false) {
  const asked: ByteRange[] = [];
  const unused = () => Promise.reject(new Error('not asked for here'));
  const store: MediaStore = {
    async readSource(_source, range) {
      asked.push(range);
      if (fail()) throw new Error('storage is away');
      return Readable.from([Buffer.from(content.slice(range.first, range.last + 1))]);
    },
    readSmall: unused,
    read: unused,
    writeByContent: unused,
    writeOnce: unused,
  };
  return { asked, cached: cacheSources(store) };
}

const readAll = async (store: MediaStore, first: number, last: number, of = source) =>
  text(await store.readSource(of, { first, last }, never));

it('reads a block once, however many ask for pieces of it, at once or later', async () => {
  const { asked, cached } = countingStore();
  const [head, same] = await Promise.all([readAll(cached, 0, 9), readAll(cached, 5, BLOCK_BYTES - 1)]);
  expect([head, same.length]).toEqual(['0000000000', BLOCK_BYTES - 5]);
  expect(await readAll(cached, 3, 4)).toBe('00');
  expect(asked).toEqual([{ first: 0, last: BLOCK_BYTES - 1 }]);
});

it('reads the last block to the end of the source and no further', async () => {
  const { asked, cached } = countingStore();
  expect(await readAll(cached, content.length - 3, content.length - 1)).toBe('end');
  expect(asked).toEqual([{ first: 70 * BLOCK_BYTES, last: content.length - 1 }]);
});

it('keeps nothing of what spans blocks', async () => {
  const { asked, cached } = countingStore();
  const range = { first: BLOCK_BYTES - 1, last: BLOCK_BYTES };
  expect(await readAll(cached, range.first, range.last)).toBe('01');
  expect(await readAll(cached, range.first, range.last)).toBe('01');
  expect(asked).toEqual([range, range]);
});

it('tells a source from one that has taken its place', async () => {
  const { asked, cached } = countingStore();
  await readAll(cached, 0, 1);
  await readAll(cached, 0, 1, { ...source, etag: 'other' });
  expect(asked).toHaveLength(2);
});

it('forgets what was used least lately, and a read that failed', async () => {
  let isAway = false;
  const { asked, cached } = countingStore(() => isAway);
  for (let block = 0; block < 49; block++) await readAll(cached, block * BLOCK_BYTES, block * BLOCK_BYTES);
  await readAll(cached, 48 * BLOCK_BYTES, 48 * BLOCK_BYTES);
  expect(asked).toHaveLength(49);
  isAway = true;
  await expect(readAll(cached, 0, 0)).rejects.toThrow('storage is away');
  isAway = false;
  expect(await readAll(cached, 0, 0)).toBe('0');
});
