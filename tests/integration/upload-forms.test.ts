/** Files that come as forms: posted to the store itself, or streamed through web. */
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sharedStack } from '../shared-stack.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase, rowOf } from '../support/database.ts';
import { keysOf, nothing, openSessionsOf, usageOf } from '../support/leftovers.ts';
import { openObjectStore, s3ClientSettings, sourceBucket } from '../support/object-store.ts';
import { residentBytes } from '../support/resident-memory.ts';
import { dataOf, detailsOf, type RestClient, refusalOf, registerPerson } from '../support/rest-client.ts';
import { arrivalShape, confirmShape } from '../support/rest-shapes.ts';
import { type SecondWeb, startSecondWeb } from '../support/second-web.ts';
import { waitForEnd, waitUntilReady } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';

const MIB = 1024 ** 2;
const { db, close } = openStackDatabase();
const store = openObjectStore();
const postShape = z.strictObject({
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  videoId: z.string(),
  key: z.string(),
  expiresIn: z.number(),
});
let bytes: Uint8Array<ArrayBuffer>;
let tight: SecondWeb;

beforeAll(async () => {
  bytes = new Uint8Array(await readFile(await clip('240p-2s.mp4')));
  tight = await startSecondWeb({
    ...{ MAX_UPLOAD_BYTES: String(20 * MIB), QUOTA_TOTAL_BYTES: String(30 * MIB) },
    ...{ POST_UPLOAD_MAX_BYTES: String(MIB), LIMIT_UPLOADS_PER_15MIN: '1000' },
  });
});
afterAll(async () => {
  await tight?.stop();
  await close();
});

const declared = (fileSize: number) => ({ filename: 'clip.mp4', fileSize, contentType: 'video/mp4' });

describe('a form that is posted to the store', () => {
  async function post(
    { url, fields }: Pick<z.infer<typeof postShape>, 'url' | 'fields'>,
    body: Uint8Array<ArrayBuffer>,
    changes: Record<string, string> = {},
  ): Promise<number> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...changes })) form.append(name, value);
    form.append('file', new Blob([body]));
    return (await fetch(url, { method: 'POST', body: form })).status;
  }
  const sign = (client: RestClient, fileSize = bytes.length) =>
    client.post('/videos/upload-post', postShape, declared(fileSize));

  it('becomes a video once it is confirmed, and again confirmed is the same one', async () => {
    const owner = await registerPerson();
    const signed = await sign(owner);
    expect(signed).toMatchObject({ key: `${signed.videoId}/source`, expiresIn: 900 });
    expect(signed.fields).toMatchObject({ 'x-amz-meta-owner': owner.userId, 'Content-Type': 'video/mp4' });
    expect(refusalOf(await owner.send('POST', `/videos/${signed.videoId}/confirm`))).toBe(
      '409 UPLOAD_INCOMPLETE',
    );
    expect(await post(signed, bytes)).toBeLessThan(300);
    const first = await owner.post(`/videos/${signed.videoId}/confirm`, confirmShape);
    const again = await owner.post(`/videos/${signed.videoId}/confirm`, confirmShape);
    expect(again.videoId).toBe(first.videoId);
    await waitUntilReady(owner, signed.videoId);
    expect(await usageOf(db, owner)).toEqual({
      ...nothing,
      totalBytes: bytes.length,
      dailyBytes: bytes.length,
    });
  });

  it('with more bytes, fewer, another owner, another type or another key is refused by the store', async () => {
    const owner = await registerPerson();
    const signed = await sign(owner);
    const longer = new Uint8Array(bytes.length + 1);
    expect(await post(signed, longer)).toBeGreaterThanOrEqual(400);
    expect(await post(signed, bytes.slice(1))).toBeGreaterThanOrEqual(400);
    expect(await post(signed, bytes, { 'x-amz-meta-owner': 'another' })).toBe(403);
    expect(await post(signed, bytes, { 'Content-Type': 'text/html' })).toBe(403);
    expect(await post(signed, bytes, { key: `${signed.videoId}/other` })).toBe(403);
    expect(await keysOf(db, owner)).toEqual([]);
    expect(await usageOf(db, owner)).toMatchObject({ totalBytes: bytes.length, openUploads: 1 });
    // Nothing is lost by it.
    expect(await post(signed, bytes)).toBeLessThan(300);
  });

  it('that carries another owner is not confirmed, and never becomes a video', async () => {
    const [owner, other] = [await registerPerson(), await registerPerson()];
    const { videoId, key } = await sign(owner);
    const s3 = new S3Client(s3ClientSettings());
    const object = { Bucket: sourceBucket(), Key: key, Body: bytes, ContentType: 'video/mp4' };
    await s3.send(new PutObjectCommand({ ...object, Metadata: { owner: other.userId } }));
    expect(refusalOf(await owner.send('POST', `/videos/${videoId}/confirm`))).toBe('403 FORBIDDEN');
    await s3.send(new PutObjectCommand(object));
    expect(refusalOf(await owner.send('POST', `/videos/${videoId}/confirm`))).toBe('403 FORBIDDEN');
    expect(refusalOf(await other.send('POST', `/videos/${videoId}/confirm`))).toBe('404 VIDEO_NOT_FOUND');
    expect(await rowOf(db, videoId)).toMatchObject({ status: 'uploading', sourceEtag: null });
    await s3.send(new PutObjectCommand({ ...object, Metadata: { owner: owner.userId } }));
    await owner.post(`/videos/${videoId}/confirm`, confirmShape);
  });

  it('is not signed for more than the limit of the site', async () => {
    const owner = await registerPerson();
    const answer = await fetch(`${tight.url}/api/v1/videos/upload-post`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(declared(MIB + 1)),
    });
    const refused = { status: answer.status, headers: answer.headers, body: await answer.json() };
    expect(refusalOf(refused)).toBe('413 FILE_TOO_LARGE');
    expect(detailsOf(refused)).toEqual({ maxBytes: MIB });
    expect(await usageOf(db, owner)).toEqual(nothing);
  });
});

describe('a form that streams through web', () => {
  interface Sending {
    readonly to?: string;
    readonly token?: string;
  }
  async function send(client: RestClient, form: FormData, { to = sharedStack().url }: Sending = {}) {
    const answer = await fetch(`${to}/api/v1/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.token}` },
      body: form,
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }
  const formOf = (body: Uint8Array<ArrayBuffer>, field = 'video', name = 'clip.mp4', type = 'video/mp4') => {
    const form = new FormData();
    form.append(field, new Blob([body], { type }), name);
    return form;
  };

  /** A body whose length is not told. */
  async function stream(client: RestClient, to: string, sizeBytes: number) {
    const boundary = 'a-line-of-its-own';
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="video"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n`;
    const piece = new Uint8Array(MIB).fill(7);
    async function* pieces() {
      yield Buffer.from(head);
      for (let sent = 0; sent < sizeBytes; sent += piece.length) yield piece.subarray(0, sizeBytes - sent);
      yield Buffer.from(`\r\n--${boundary}--\r\n`);
    }
    const answer = await fetch(`${to}/api/v1/upload`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.token}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      body: Readable.toWeb(Readable.from(pieces())),
      duplex: 'half',
    } as RequestInit);
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }

  it('becomes a video with what its fields say, before the file or after it', async () => {
    const owner = await registerPerson();
    const form = new FormData();
    form.append('title', 'A walk');
    form.append('video', new Blob([bytes], { type: 'video/mp4' }), 'walk.mp4');
    form.append('visibility', 'unlisted');
    const { videoId, status } = dataOf(await send(owner, form), arrivalShape);
    expect(status).toBe('queued');
    const video = await waitUntilReady(owner, videoId);
    expect(video).toMatchObject({ title: 'A walk', visibility: 'unlisted', filename: 'walk.mp4' });
    expect(video.fileSize).toBe(bytes.length);
    expect(await usageOf(db, owner)).toEqual({
      ...nothing,
      totalBytes: bytes.length,
      dailyBytes: bytes.length,
    });
  });

  it.each([
    ['without a file', () => new FormData(), '422 VALIDATION_FAILED'],
    ['with its file under another name', () => formOf(bytes, 'file'), '422 VALIDATION_FAILED'],
    ['with an empty file', () => formOf(new Uint8Array()), '422 VALIDATION_FAILED'],
    ['with a document', () => formOf(bytes, 'video', 'a.pdf', 'application/pdf'), '415 INVALID_FILE_TYPE'],
    [
      'with two files',
      () => {
        const form = formOf(bytes);
        form.append('video', new Blob([bytes]), 'b.mp4');
        return form;
      },
      '422 VALIDATION_FAILED',
    ],
    [
      'with a field that says nothing right',
      () => {
        const form = formOf(bytes);
        form.append('visibility', 'everyone');
        return form;
      },
      '422 VALIDATION_FAILED',
    ],
  ])('%s is refused, and leaves nothing', async (_, form, refusal) => {
    const owner = await registerPerson();
    expect(refusalOf(await send(owner, form()))).toBe(refusal);
    expect(await usageOf(db, owner)).toEqual(nothing);
    expect(await keysOf(db, owner)).toEqual([]);
  });

  it('of nobody is refused', async () => {
    const answer = await fetch(`${sharedStack().url}/api/v1/upload`, { method: 'POST', body: formOf(bytes) });
    expect(answer.status).toBe(401);
  });

  it('with more than the site takes is refused, by what it says or by what it sends, and leaves nothing', async () => {
    const owner = await registerPerson();
    const large = formOf(new Uint8Array(21 * MIB));
    expect(refusalOf(await send(owner, large, { to: tight.url }))).toBe('413 FILE_TOO_LARGE');
    expect(refusalOf(await stream(owner, tight.url, 21 * MIB))).toBe('413 FILE_TOO_LARGE');
    expect(await usageOf(db, owner)).toEqual(nothing);
    expect(await keysOf(db, owner)).toEqual([]);
  });

  it('with more than its owner has room for is refused, by what it says or by what it sends', async () => {
    const owner = await registerPerson();
    await owner.post('/videos/upload-post', postShape, declared(25 * MIB));
    const reserved = await usageOf(db, owner);
    const told = await send(owner, formOf(new Uint8Array(6 * MIB)), { to: tight.url });
    expect(refusalOf(told)).toBe('403 QUOTA_EXCEEDED');
    expect(detailsOf(told)).toMatchObject({ limit: 'totalBytes', left: 5 * MIB });
    const streamed = await stream(owner, tight.url, 6 * MIB);
    expect(refusalOf(streamed)).toBe('403 QUOTA_EXCEEDED');
    expect(detailsOf(streamed)).toMatchObject({ limit: 'totalBytes', left: 5 * MIB });
    expect(await usageOf(db, owner)).toEqual(reserved);
    expect(await keysOf(db, owner)).toEqual([]);
  });

  it('whose client goes away in mid-body leaves nothing', async () => {
    const owner = await registerPerson();
    const { hostname, port } = new URL(sharedStack().url);
    const outgoing = request({
      ...{ hostname, port, path: '/api/v1/upload', method: 'POST', agent: false },
      headers: {
        authorization: `Bearer ${owner.token}`,
        'content-type': 'multipart/form-data; boundary=b',
        'content-length': 40 * MIB,
      },
    });
    outgoing.on('error', () => undefined);
    outgoing.write(
      '--b\r\nContent-Disposition: form-data; name="video"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n',
    );
    outgoing.write(new Uint8Array(18 * MIB));
    await waitFor('two parts to be stored', async () => {
      const [session] = await openSessionsOf(db, owner);
      return session?.receivedBytes === 16 * MIB;
    });
    outgoing.destroy();
    await waitFor('the upload to end', async () => (await openSessionsOf(db, owner)).length === 0);
    await waitFor('its parts to go', async () => (await keysOf(db, owner)).length === 0);
    expect(await usageOf(db, owner)).toEqual(nothing);
  });

  it('of 400 MB leaves web no larger than two parts and some', async () => {
    const owner = await registerPerson();
    // What the first one loads and keeps is not the file's.
    await stream(owner, sharedStack().url, 20 * MIB);
    const before = await residentBytes('web');
    let peak = before;
    let isOver = false;
    const watching = (async () => {
      while (!isOver) peak = Math.max(peak, await residentBytes('web'));
    })();
    const { videoId } = dataOf(await stream(owner, sharedStack().url, 400 * MIB), arrivalShape);
    isOver = true;
    await watching;
    expect(peak - before).toBeLessThan(160 * MIB);
    expect((await waitForEnd(owner, videoId)).status).toBe('failed');
    const stored = await store.stat({ bucket: sourceBucket(), key: `${videoId}/source` });
    expect(stored?.sizeBytes).toBe(400 * MIB);
    await owner.send('DELETE', `/videos/${videoId}`);
  });
});
