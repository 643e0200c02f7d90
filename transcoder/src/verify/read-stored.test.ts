import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { StoredObject } from '../media-store.ts';
import { sha256Of } from '../sha256.ts';
import { readStored } from './read-stored.ts';

const good = Buffer.from('a segment');
const bound = { number: 0, key: 'k', sizeBytes: good.length, sha256: sha256Of(good), durationTicks: 1 };
const signal = AbortSignal.timeout(10_000);

const answer = (bytes: Uint8Array): StoredObject => ({
  body: Readable.from([Buffer.from(bytes)]),
  sizeBytes: bytes.length,
});

/** Gives one answer after another, and the last one for ever. */
function storeThat(...answers: readonly (() => StoredObject | undefined)[]) {
  let asked = 0;
  const read = async () => answers[Math.min(asked++, answers.length - 1)]?.();
  return { at: { store: { read }, bucket: 'media', signal }, asked: () => asked };
}

const broken = (): StoredObject => ({
  body: new Readable({
    read() {
      this.destroy(new Error('connection reset'));
    },
  }),
  sizeBytes: good.length,
});

describe('a stored object', () => {
  it('that is what was bound is read once', async () => {
    const { at, asked } = storeThat(() => answer(good));
    expect(await readStored(at, bound)).toEqual({ bytes: good });
    expect(asked()).toBe(1);
  });

  it.each([
    ['is not there', () => undefined, 'is not in the store'],
    ['is shorter', () => answer(good.subarray(1)), 'has 8 bytes in the store, not 9'],
    ['differs', () => answer(Buffer.from('A segment')), 'is not what was checked before it was stored'],
  ])('that %s is a fault only when it is so each time', async (_, wrong, reason) => {
    expect(await readStored(storeThat(wrong).at, bound)).toEqual({ reason });
    expect(await readStored(storeThat(wrong, () => answer(good)).at, bound)).toEqual({ bytes: good });
  });

  it('whose transfer breaks off is read again', async () => {
    expect(await readStored(storeThat(broken, () => answer(good)).at, bound)).toEqual({ bytes: good });
  });

  it('of a store that does not answer is no fault of the object', async () => {
    const { at, asked } = storeThat(broken);
    await expect(readStored(at, bound)).rejects.toThrow('connection reset');
    expect(asked()).toBe(3);
  });

  it('is not waited for once the task is stopped', async () => {
    const { at, asked } = storeThat(broken);
    const stopped = AbortSignal.abort(new Error('lost'));
    await expect(readStored({ ...at, signal: stopped }, bound)).rejects.toThrow('lost');
    expect(asked()).toBe(1);
  });
});
