/** What every object store must do, whoever runs it. One file per adapter runs this. */
import { createHash } from 'node:crypto';
import { buffer, text } from 'node:stream/consumers';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ObjectStore,
  ObjectStoreError,
  type SignedForm,
} from '../../../src/server/ports/object-store.ts';

export interface ObjectStoreUnderTest {
  readonly name: string;
  readonly bucket: string;
  open(): ObjectStore;
  /** The tags of an object, by the store's own door: the port only writes them. */
  readTags(key: string): Promise<Record<string, string>>;
}

const MIB = 1024 ** 2;
const put = (url: string, body: Uint8Array<ArrayBuffer>) => fetch(url, { method: 'PUT', body });

export function describeObjectStore({ name, bucket, open, readTags }: ObjectStoreUnderTest): void {
  describe(`the object store on ${name}`, () => {
    const store = open();
    const folder = `contract/${ulid()}`;
    const at = (file: string) => ({ bucket, key: `${folder}/${file}` });
    const partSizes = [5 * MIB, 1_024];
    const [first, last] = [Buffer.alloc(5 * MIB, 'a'), Buffer.alloc(1_024, 'b')];

    beforeAll(() => store.check(bucket));
    afterAll(() => store.removeAll(bucket, `${folder}/`));

    async function startUpload(file: string) {
      const s3UploadId = await store.startMultipart(at(file), 'video/mp4');
      return { ...at(file), s3UploadId };
    }

    async function sendParts(upload: Awaited<ReturnType<typeof startUpload>>): Promise<void> {
      for (const [index, body] of [first, last].entries()) {
        const url = await store.signPart(upload, { partNumber: index + 1, sizeBytes: body.length }, 60);
        expect((await put(url, body)).status).toBe(200);
      }
    }

    describe('an upload in parts', () => {
      it('becomes one object of all its bytes', async () => {
        const upload = await startUpload('whole');
        await sendParts(upload);
        const parts = await store.listParts(upload);
        expect(parts?.map(({ partNumber, size }) => [partNumber, size])).toEqual(
          partSizes.map((size, index) => [index + 1, size]),
        );
        expect(await store.stat(upload)).toBeUndefined();
        await store.completeMultipart(upload, parts ?? []);
        expect(await store.stat(upload)).toMatchObject({
          sizeBytes: 5 * MIB + 1_024,
          contentType: 'video/mp4',
        });
      });

      it('is unknown once it is complete', async () => {
        const upload = await startUpload('forgotten');
        await sendParts(upload);
        await store.completeMultipart(upload, (await store.listParts(upload)) ?? []);
        expect(await store.listParts(upload)).toBeUndefined();
      });

      it('takes exactly as many bytes in a part as were signed', async () => {
        const upload = await startUpload('measured');
        const url = await store.signPart(upload, { partNumber: 1, sizeBytes: 1_000 }, 60);
        expect((await put(url, Buffer.alloc(1_001))).status).toBe(403);
        expect((await put(url, Buffer.alloc(999))).status).toBe(403);
        expect(await store.listParts(upload)).toEqual([]);
        expect((await put(url, Buffer.alloc(1_000))).status).toBe(200);
      });

      it('takes a part only where it was signed for', async () => {
        const upload = await startUpload('placed');
        const url = new URL(await store.signPart(upload, { partNumber: 1, sizeBytes: 3 }, 60));
        url.searchParams.set('partNumber', '2');
        expect((await put(url.href, Buffer.from('abc'))).status).toBe(403);
      });

      it('may have a part sent again: the last one counts', async () => {
        const upload = await startUpload('again');
        for (const body of ['old', 'new']) {
          const url = await store.signPart(upload, { partNumber: 1, sizeBytes: 3 }, 60);
          expect((await put(url, Buffer.from(body))).status).toBe(200);
        }
        await store.completeMultipart(upload, (await store.listParts(upload)) ?? []);
        const body = await store.read(upload);
        expect(body && (await text(body))).toBe('new');
      });

      it('begun with checksums takes exactly the bytes they are of, and keeps them to the end', async () => {
        const upload = {
          ...at('checked'),
          s3UploadId: await store.startMultipart(at('checked'), 'video/mp4', 'sha256'),
        };
        const body = Buffer.from('abc');
        const sha256 = createHash('sha256').update(body).digest('base64');
        const url = await store.signPart(upload, { partNumber: 1, sizeBytes: 3, sha256 }, 60);
        const send = async (bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
          (await fetch(url, { method: 'PUT', body: bytes, headers })).status;
        const headers = { 'x-amz-checksum-sha256': sha256 };
        expect(await send(Buffer.from('xyz'), headers)).toBe(400);
        expect(await send(body, {})).toBe(403);
        expect(await send(body, { 'x-amz-checksum-sha256': `${'A'.repeat(43)}=` })).toBe(403);
        expect(await store.listParts(upload)).toEqual([]);
        expect(await send(body, headers)).toBe(200);
        const parts = (await store.listParts(upload)) ?? [];
        expect(parts).toMatchObject([{ partNumber: 1, size: 3, sha256 }]);
        await store.completeMultipart(upload, parts);
        expect(await store.stat(upload)).toMatchObject({ sizeBytes: 3 });
      });

      it('is not completed with an ETag that no part has, and stays open', async () => {
        const upload = await startUpload('mistaken');
        await sendParts(upload);
        const parts = (await store.listParts(upload)) ?? [];
        const wrong = parts.map((part) => ({ ...part, etag: '0'.repeat(32) }));
        await expect(store.completeMultipart(upload, wrong)).rejects.toThrow(ObjectStoreError);
        expect(await store.listParts(upload)).toEqual(parts);
        await store.completeMultipart(upload, parts);
      });

      it('takes parts from our own programs too, in any order', async () => {
        const upload = await startUpload('written');
        await store.writePart(upload, 2, last);
        await store.writePart(upload, 1, Buffer.alloc(5 * MIB, 'x'));
        await store.writePart(upload, 1, first);
        const parts = (await store.listParts(upload)) ?? [];
        expect(parts.map(({ partNumber, size }) => [partNumber, size])).toEqual(
          partSizes.map((size, index) => [index + 1, size]),
        );
        await store.completeMultipart(upload, parts);
        const body = await store.read(upload);
        expect(body && (await buffer(body)).equals(Buffer.concat([first, last]))).toBe(true);
      });

      it('that was aborted takes no part from them', async () => {
        const upload = await startUpload('too-late');
        await store.abortMultipart(upload);
        await expect(store.writePart(upload, 1, last)).rejects.toThrow(ObjectStoreError);
        expect(await store.listParts(upload)).toBeUndefined();
      });

      it('can be aborted twice, and its parts are gone', async () => {
        const upload = await startUpload('aborted');
        await sendParts(upload);
        await store.abortMultipart(upload);
        await store.abortMultipart(upload);
        expect(await store.listParts(upload)).toBeUndefined();
        expect(await store.stat(upload)).toBeUndefined();
      });
    });

    describe('an upload in one request', () => {
      it('takes exactly as many bytes as were signed', async () => {
        const url = await store.signPut(at('single'), 'video/mp4', 5, 60);
        expect((await put(url, Buffer.from('123456'))).status).toBe(403);
        expect((await put(url, Buffer.from('1234'))).status).toBe(403);
        expect(await store.stat(at('single'))).toBeUndefined();
        expect((await put(url, Buffer.from('12345'))).status).toBe(200);
        expect(await store.stat(at('single'))).toMatchObject({ sizeBytes: 5 });
      });

      it('goes under no other key', async () => {
        const url = await store.signPut(at('mine'), 'video/mp4', 5, 60);
        expect((await put(url.replace('/mine?', '/yours?'), Buffer.from('12345'))).status).toBe(403);
        expect(await store.stat(at('yours'))).toBeUndefined();
      });
    });

    describe('an upload by a form', () => {
      const metadata = { owner: 'ada', video: 'one' };
      const signForm = (file: string) =>
        store.signPost(at(file), { contentType: 'video/mp4', sizeBytes: 5, metadata }, 60);
      /** The status; a field that is null is left out. */
      async function post(
        { url, fields }: SignedForm,
        body: string,
        changes: Readonly<Record<string, string | null>> = {},
      ): Promise<number> {
        const form = new FormData();
        for (const [field, value] of Object.entries({ ...fields, ...changes }))
          if (value !== null) form.append(field, value);
        form.append('file', new Blob([body]), 'clip.mp4');
        return (await fetch(url, { method: 'POST', body: form })).status;
      }

      it('becomes an object with the type and the metadata that were signed', async () => {
        expect(await post(await signForm('posted'), '12345')).toBe(204);
        expect(await store.stat(at('posted'))).toMatchObject({
          sizeBytes: 5,
          contentType: 'video/mp4',
          metadata,
        });
      });

      it('takes exactly as many bytes as were signed', async () => {
        const form = await signForm('posted-measured');
        expect(await post(form, '123456')).toBe(400);
        expect(await post(form, '1234')).toBe(400);
        expect(await store.stat(at('posted-measured'))).toBeUndefined();
      });

      it.each<[string, Readonly<Record<string, string | null>>]>([
        ['under another key', { key: `${folder}/yours` }],
        ['of another type', { 'Content-Type': 'text/html' }],
        ["in another's name", { 'x-amz-meta-owner': 'eve' }],
        ['in nobody’s name', { 'x-amz-meta-owner': null }],
        ['with more metadata than was signed', { 'x-amz-meta-role': 'admin' }],
      ])('goes nowhere %s', async (_, changes) => {
        expect(await post(await signForm('posted-altered'), '12345', changes)).toBe(403);
        expect(await store.stat(at('posted-altered'))).toBeUndefined();
        expect(await store.stat(at('yours'))).toBeUndefined();
      });
    });

    describe('an object', () => {
      it('is read as it was written, with its type', async () => {
        await store.write(at('object'), 'été', 'text/plain; charset=utf-8', 'public, max-age=60');
        expect(await store.stat(at('object'))).toEqual({
          sizeBytes: 5,
          etag: expect.stringMatching(/^[0-9a-f]{32}$/),
          contentType: 'text/plain; charset=utf-8',
          metadata: {},
        });
        const body = await store.read(at('object'));
        expect(body && (await text(body))).toBe('été');
      });

      it('is replaced by a later write, under another ETag', async () => {
        await store.write(at('changing'), 'one', 'text/plain', 'no-cache');
        const before = await store.stat(at('changing'));
        await store.write(at('changing'), Buffer.from('two'), 'text/plain', 'no-cache');
        expect((await store.stat(at('changing')))?.etag).not.toBe(before?.etag);
      });

      it('that is not there is undefined, not an error', async () => {
        expect(await store.stat(at('absent'))).toBeUndefined();
        expect(await store.read(at('absent'))).toBeUndefined();
      });

      it('can be removed twice', async () => {
        await store.write(at('removed'), 'x', 'text/plain', 'no-cache');
        await store.remove(at('removed'));
        await store.remove(at('removed'));
        expect(await store.stat(at('removed'))).toBeUndefined();
      });

      it('is marked for the archive by a tag that the lifecycle rule knows', async () => {
        await store.write(at('old'), 'x', 'text/plain', 'no-cache');
        await store.markForArchive(at('old'));
        expect(await readTags(at('old').key)).toEqual({ 'sluice-archive': 'true' });
        expect(await store.stat(at('old'))).toBeDefined();
      });

      it('that is gone can not be marked, and that is no error: it was deleted meanwhile', async () => {
        await store.markForArchive(at('gone'));
        expect(await store.stat(at('gone'))).toBeUndefined();
      });
    });

    describe('a signed address', () => {
      it('gives one object to whoever has it, whole or by range', async () => {
        await store.write(at('signed'), '0123456789', 'text/plain', 'no-cache');
        const url = await store.signGet(at('signed'), 60);
        expect(await (await fetch(url)).text()).toBe('0123456789');
        const part = await fetch(url, { headers: { range: 'bytes=2-4' } });
        expect([part.status, await part.text()]).toEqual([206, '234']);
      });

      it('gives nothing when it is altered, and nothing without its signature', async () => {
        await store.write(at('closed'), 'x', 'text/plain', 'no-cache');
        const url = await store.signGet(at('closed'), 60);
        expect((await fetch(url.replace(/Signature=\w{4}/, 'Signature=0000'))).status).toBe(403);
        expect((await fetch(url.replace('/closed?', '/other?'))).status).toBe(403);
        expect((await fetch(url.split('?')[0] ?? '')).status).toBe(403);
      });

      it('does not write', async () => {
        const url = await store.signGet(at('reading'), 60);
        expect((await put(url, Buffer.from('x'))).status).toBe(403);
      });
    });

    describe('removing a folder', () => {
      it('takes all below the prefix and nothing beside it, and says how many', async () => {
        const inside = ['v/a', 'v/b/c', 'v/b/d'];
        for (const file of [...inside, 'vx', 'w/a'])
          await store.write(at(file), 'x', 'text/plain', 'no-cache');
        expect(await store.removeAll(bucket, `${folder}/v/`)).toBe(inside.length);
        expect(await store.removeAll(bucket, `${folder}/v/`)).toBe(0);
        expect(await store.stat(at('v/b/c'))).toBeUndefined();
        expect(await store.stat(at('vx'))).toBeDefined();
        expect(await store.stat(at('w/a'))).toBeDefined();
      });
    });

    it('says that a bucket can not be reached', async () => {
      await expect(store.check('sluice-no-such-bucket')).rejects.toThrow(ObjectStoreError);
    });
  });
}
