import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { MediaError } from '../../src/lib/domain/media-error.ts';
import type { MediaStore, Source } from './media-store.ts';
import { openSourceProxy, type SourceProxy } from './source-proxy.ts';
import type { ByteRange } from './source-windows.ts';

const content = 'a source of thirty-two characters';
const source: Source = { bucket: 'b', key: 'V/source', etag: 'e', sizeBytes: content.length };

/** Serves `content` by range as S3 does, or fails. */
function storeThat(fail?: () => Error): MediaStore & { asked: { source: Source; range: ByteRange }[] } {
  const asked: { source: Source; range: ByteRange }[] = [];
  return {
    asked,
    async readSource(of, range) {
      asked.push({ source: of, range });
      if (fail) throw fail();
      return Readable.from([Buffer.from(content.slice(range.first, range.last + 1))]);
    },
    readSmall: () => Promise.reject(new Error('a proxy reads the source alone')),
    read: () => Promise.reject(new Error('a proxy reads the source alone')),
    writeByContent: () => Promise.reject(new Error('a proxy writes nothing')),
    writeOnce: () => Promise.reject(new Error('a proxy writes nothing')),
  };
}

const opened: SourceProxy[] = [];
async function open(store: MediaStore): Promise<SourceProxy> {
  const proxy = await openSourceProxy(store, source);
  opened.push(proxy);
  return proxy;
}
afterEach(() => Promise.all(opened.splice(0).map((proxy) => proxy.close())));

describe('the loopback door to the source', () => {
  it('serves the whole pinned object', async () => {
    const store = storeThat();
    const proxy = await open(store);
    const response = await fetch(proxy.url);
    expect(response.status).toBe(200);
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('content-length')).toBe(String(content.length));
    expect(await response.text()).toBe(content);
    expect(store.asked).toEqual([{ source, range: { first: 0, last: content.length - 1 } }]);
    expect(proxy.fault()).toBeUndefined();
  });

  it.each([
    ['bytes=2-7', 'source', `bytes 2-7/${content.length}`],
    ['bytes=23-', 'characters', `bytes 23-32/${content.length}`],
  ])('serves the range %s', async (range, text, contentRange) => {
    const response = await fetch((await open(storeThat())).url, { headers: { range } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(contentRange);
    expect(await response.text()).toBe(text);
  });

  it('answers 416 to a range behind the end, without reading the store', async () => {
    const store = storeThat();
    const response = await fetch((await open(store)).url, { headers: { range: 'bytes=33-' } });
    expect(response.status).toBe(416);
    expect(store.asked).toEqual([]);
  });

  it('tells the size on HEAD without reading the store', async () => {
    const store = storeThat();
    const response = await fetch((await open(store)).url, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe(String(content.length));
    expect(store.asked).toEqual([]);
  });

  it.each(['/', '/source', '/00000000000000000000000000000000/source', '/../source'])(
    'serves nothing under %s: other programs of the machine do not know the path',
    async (path) => {
      const store = storeThat();
      const proxy = await open(store);
      expect((await fetch(new URL(path, proxy.url))).status).toBe(404);
      expect((await fetch(`${proxy.url}?x=1`)).status).toBe(404);
      expect(store.asked).toEqual([]);
    },
  );

  it.each(['PUT', 'POST', 'DELETE'])('takes no %s', async (method) => {
    expect((await fetch((await open(storeThat())).url, { method })).status).toBe(404);
  });

  it('listens on loopback only, under a path of its own each time', async () => {
    const [one, two] = [await open(storeThat()), await open(storeThat())];
    expect(new URL(one.url).hostname).toBe('127.0.0.1');
    expect(new URL(one.url).pathname).not.toBe(new URL(two.url).pathname);
  });

  it.each(['SOURCE_CHANGED', 'SOURCE_MISSING'] as const)(
    'keeps %s of the store as the fault behind it all',
    async (code) => {
      const proxy = await open(storeThat(() => new MediaError(code)));
      expect((await fetch(proxy.url)).status).toBe(410);
      expect(proxy.fault()?.code).toBe(code);
    },
  );

  it('has no fault when the store can not be reached: that passes', async () => {
    const proxy = await open(storeThat(() => new Error('socket hang up')));
    expect((await fetch(proxy.url)).status).toBe(502);
    expect(proxy.fault()).toBeUndefined();
  });

  it('has no fault when FFmpeg hangs up in mid-read, as it does at each seek', async () => {
    const endless = storeThat();
    let stopReading: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      stopReading = resolve;
    });
    endless.readSource = async (_source, _range, signal) => {
      signal.addEventListener('abort', stopReading, { once: true });
      const body = new Readable({ read() {} });
      body.push('x');
      return body;
    };
    const proxy = await open(endless);
    const leaving = new AbortController();
    const response = await fetch(proxy.url, { signal: leaving.signal });
    await response.body?.getReader().read();
    leaving.abort();
    await left;
    expect(proxy.fault()).toBeUndefined();
  });

  it('serves nothing any more when it is closed', async () => {
    const proxy = await openSourceProxy(storeThat(), source);
    await proxy.close();
    await expect(fetch(proxy.url)).rejects.toThrow();
  });
});
