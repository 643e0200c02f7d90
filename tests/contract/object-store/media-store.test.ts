/** The worker's narrow view of the store: a source that is pinned, and objects that are written once. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { ulid } from 'ulid';
import { afterAll, describe, expect, it } from 'vitest';
import { transcoderEnvSchema } from '../../../transcoder/src/env.ts';
import { createMediaStore } from '../../../transcoder/src/media-store.ts';
import { sharedStack } from '../../shared-stack.ts';
import { mediaBucket, openObjectStore } from '../../support/object-store.ts';

const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, KAFKA_BROKERS } = sharedStack().env;
const media = createMediaStore(
  transcoderEnvSchema.parse({
    ...{ S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, KAFKA_BROKERS },
    WEB_URL: 'http://127.0.0.1:1',
    WORKER_ID: ulid(),
    WORKER_TICKET: 'none',
  }),
);
const store = openObjectStore();
const bucket = mediaBucket();
const folder = `contract/${ulid()}`;
const at = (file: string) => ({ bucket, key: `${folder}/${file}` });
const { signal } = new AbortController();
afterAll(() => store.removeAll(bucket, `${folder}/`));

async function readText(file: string): Promise<string | undefined> {
  const body = await store.read(at(file));
  return body && (await text(body));
}

describe('an object of a worker', () => {
  it('that is written twice stays the first: a zombie replaces nothing', async () => {
    const { key } = at('0-1.m4s');
    await media.writeOnce(bucket, key, Buffer.from('first'), 'video/mp4');
    const before = await store.stat(at('0-1.m4s'));
    await media.writeOnce(bucket, key, Buffer.from('second'), 'video/mp4');
    expect(await readText('0-1.m4s')).toBe('first');
    expect(await store.stat(at('0-1.m4s'))).toEqual(before);
    expect(before?.contentType).toBe('video/mp4');
  });

  it('that several write at once is one of them, whole', async () => {
    const bodies = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(200_000));
    await Promise.all(
      bodies.map((body) => media.writeOnce(bucket, at('race').key, Buffer.from(body), 'video/mp4')),
    );
    expect(bodies).toContain(await readText('race'));
  });

  it('comes from memory or from a file', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'sluice-contract-'));
    try {
      const file = path.join(directory, 'still.jpg');
      await writeFile(file, 'a picture');
      await media.writeOnce(bucket, at('still.jpg').key, { path: file }, 'image/jpeg');
      expect(await readText('still.jpg')).toBe('a picture');
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('is read back byte for byte, and is nothing when it is gone', async () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    await media.writeOnce(bucket, at('back').key, bytes, 'video/mp4');
    const stored = await media.read(bucket, at('back').key, signal);
    expect(stored?.sizeBytes).toBe(4);
    expect(stored && (await buffer(stored.body))).toEqual(bytes);
    expect(await media.read(bucket, at('never').key, signal)).toBeUndefined();
  });

  it('whose key names its content is mended by whoever writes it again', async () => {
    await store.write(at('init'), 'damaged', 'video/mp4', 'no-cache');
    await media.writeByContent(bucket, at('init').key, Buffer.from('the init'), 'video/mp4');
    expect(await readText('init')).toBe('the init');
  });

  it('may be kept by every cache for ever', async () => {
    await media.writeOnce(bucket, at('cached').key, Buffer.from('x'), 'video/mp4');
    const response = await fetch(await store.signGet(at('cached'), 60));
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });
});

describe('the source of a task', () => {
  async function pin(file: string, content: string) {
    await store.write(at(file), content, 'video/mp4', 'no-cache');
    const stored = await store.stat(at(file));
    return { ...at(file), etag: stored?.etag ?? '', sizeBytes: content.length };
  }

  it('is read by range', async () => {
    const source = await pin('source', '0123456789');
    expect(await text(await media.readSource(source, { first: 0, last: 9 }, signal))).toBe('0123456789');
    expect(await text(await media.readSource(source, { first: 7, last: 8 }, signal))).toBe('78');
  });

  it('in volumes is read where each piece lies, and every one of them is pinned', async () => {
    const volumes = [await pin('source-0-1', '01234567'), await pin('source-1-1', '89')];
    const source = { ...at('source'), etag: 'of-both', sizeBytes: 10, volumes };
    expect(await text(await media.readSource(source, { first: 2, last: 7 }, signal))).toBe('234567');
    expect(await text(await media.readSource(source, { first: 8, last: 9 }, signal))).toBe('89');
    await store.write(at('source-1-1'), 'no', 'video/mp4', 'no-cache');
    await expect(media.readSource(source, { first: 8, last: 8 }, signal)).rejects.toMatchObject({
      code: 'SOURCE_CHANGED',
    });
  });

  it('that was swapped behind the pinned ETag is refused', async () => {
    const source = await pin('swapped', 'the original');
    await store.write(at('swapped'), 'another one', 'video/mp4', 'no-cache');
    const range = { first: 0, last: 3 };
    await expect(media.readSource(source, range, signal)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
  });

  it('that is gone is told as such', async () => {
    const source = { ...at('never'), etag: 'e', sizeBytes: 1 };
    await expect(media.readSource(source, { first: 0, last: 0 }, signal)).rejects.toMatchObject({
      code: 'SOURCE_MISSING',
    });
  });

  it('is let go of when nobody reads any more', async () => {
    const source = await pin('left', 'x');
    await expect(media.readSource(source, { first: 0, last: 0 }, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
