import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CutPart, cutParts } from './cut-parts.ts';

const none = new Uint8Array();

async function* streamOf(chunks: readonly Uint8Array[], error?: Error) {
  yield* chunks;
  if (error) throw error;
}

async function collect(parts: AsyncIterable<CutPart>) {
  const taken: { bytes: number[]; end: string }[] = [];
  let error: unknown;
  try {
    for await (const { bytes, end } of parts) taken.push({ bytes: [...bytes], end });
  } catch (thrown) {
    error = thrown;
  }
  return { taken, error };
}

describe('a stream that is cut into parts', () => {
  it('keeps every byte in its order, whatever pieces it comes in and however many were expected', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 20 }),
        fc.uint8Array({ maxLength: 6 }),
        fc.integer({ min: 7, max: 16 }),
        fc.integer({ min: 0, max: 200 }),
        async (chunks, head, partSize, mostBytes) => {
          const expected = Math.max(mostBytes, head.length);
          const { taken } = await collect(
            cutParts(streamOf(chunks), { partSize, head, mostBytes: expected }),
          );
          expect(taken.flatMap(({ bytes }) => bytes)).toEqual([...head, ...chunks.flatMap((c) => [...c])]);
          for (const { bytes, end } of taken) expect(bytes.length === partSize).toBe(end === 'whole');
          expect(taken.slice(0, -1).every(({ end }) => end === 'whole')).toBe(true);
        },
      ),
    ));

  it('gives what it had when it broke off, and then the error', async () => {
    const broken = new Error('the client is gone');
    const chunks = [new Uint8Array([1, 2, 3]), new Uint8Array([4, 5])];
    const { taken, error } = await collect(
      cutParts(streamOf(chunks, broken), { partSize: 4, head: none, mostBytes: 100 }),
    );
    expect(taken).toEqual([
      { bytes: [1, 2, 3, 4], end: 'whole' },
      { bytes: [5], end: 'cut' },
    ]);
    expect(error).toBe(broken);
  });

  it('reads on only when a part is taken', async () => {
    let read = 0;
    async function* counted() {
      for (; read < 100; read++) yield new Uint8Array(2);
    }
    const parts = cutParts(counted(), { partSize: 4, head: none, mostBytes: 200 });
    await parts.next();
    expect(read).toBeLessThan(3);
    await parts.return();
  });
});
