/** What an upload must not do, each refused with its own error, and nothing lost by it. */
import { createHash, randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { uploadSessions } from '../../src/server/db/schema/upload-sessions.ts';
import { readUsage } from '../../src/server/uploads/usage-repository.ts';
import { clip } from '../support/clips.ts';
import { openStackDatabase } from '../support/database.ts';
import { openObjectStore, sourceBucket } from '../support/object-store.ts';
import {
  callRest,
  dataOf,
  detailsOf,
  type RestClient,
  refusalOf,
  registerPerson,
} from '../support/rest-client.ts';
import { signedPartsShape, uploadShape, uploadStateShape } from '../support/rest-shapes.ts';
import { completeUpload, openUpload, putBytes, sendParts } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';

const { db, close } = openStackDatabase();
const small = { filename: 'clip.mp4', fileSize: 1000, contentType: 'video/mp4' };
let owner: RestClient;
let stranger: RestClient;

beforeAll(async () => {
  [owner, stranger] = await Promise.all([registerPerson('Owner'), registerPerson('Stranger')]);
});
afterAll(close);

const signOne = async (uploadId: string, partNumber = 1): Promise<string> => {
  const body = { partNumbers: [partNumber] };
  const { parts } = await owner.post(`/uploads/${uploadId}/parts`, signedPartsShape, body);
  return parts[0]?.url ?? '';
};

/** A store that refuses millions of bytes may hang up before it has read them: then its answer is lost. */
async function expectRefused(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const status = await putBytes(url, bytes).then(
    (answer) => answer.status,
    (error: TypeError) => z.object({ code: z.enum(['ECONNRESET', 'EPIPE']) }).parse(error.cause).code,
  );
  expect([403, 'ECONNRESET', 'EPIPE']).toContain(status);
}

describe('a declaration', () => {
  it.each(['/uploads', '/videos/upload-url'])('at %s is refused before anything is signed', async (door) => {
    const declare = async (changes: object) =>
      refusalOf(await owner.send('POST', door, { ...small, ...changes }));
    expect(await declare({ fileSize: 6 * 1024 ** 4 })).toBe('413 FILE_TOO_LARGE');
    expect(await declare({ contentType: 'application/pdf' })).toBe('415 INVALID_FILE_TYPE');
    expect(await declare({ fileSize: 0 })).toBe('422 VALIDATION_FAILED');
    expect(await declare({ fileSize: 1.5 })).toBe('422 VALIDATION_FAILED');
    expect(await declare({ filename: 'x'.repeat(256) })).toBe('422 VALIDATION_FAILED');
    expect(await declare({ visibility: 'everyone' })).toBe('422 VALIDATION_FAILED');
    expect(await declare({ filename: undefined })).toBe('422 VALIDATION_FAILED');
    expect(refusalOf(await callRest('POST', door, { body: small }))).toBe('401 UNAUTHORIZED');
  });

  it('names the fields that are wrong, and tells no stack, SQL or path', async () => {
    const answer = await owner.send('POST', '/uploads', { ...small, fileSize: 'many' });
    expect(detailsOf(answer)).toMatchObject({ fields: [{ path: 'fileSize' }] });
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|select|\.ts/i);
  });
});

describe('a part', () => {
  it.each([
    ['fewer', 999],
    ['more', 1001],
  ])('with %s bytes than declared is refused by S3 itself', async (_, sizeBytes) => {
    const upload = await openUpload(owner, 1000);
    const url = await signOne(upload.uploadId);
    expect((await putBytes(url, new Uint8Array(sizeBytes))).status).toBe(403);
    const state = await owner.get(`/uploads/${upload.uploadId}`, uploadStateShape);
    expect(state).toMatchObject({ status: 'open', received: [] });
    // Nothing is lost: the right bytes still go through the same URL.
    expect((await putBytes(url, new Uint8Array(1000))).status).toBe(200);
  });

  it('of an expired URL is refused by S3, and signs anew', async () => {
    const upload = await openUpload(owner, 1000);
    // The store's upload begins with the first part that is signed.
    await signOne(upload.uploadId);
    const [session] = await db.select().from(uploadSessions).where(eq(uploadSessions.id, upload.uploadId));
    const address = {
      bucket: sourceBucket(),
      key: `${upload.videoId}/source`,
      s3UploadId: session?.s3UploadId ?? '',
    };
    const url = await openObjectStore().signPart(address, { partNumber: 1, sizeBytes: 1000 }, 1);
    await waitFor(
      'the URL to expire',
      async () => (await putBytes(url, new Uint8Array(1000))).status === 403,
    );
    const again = await signOne(upload.uploadId);
    expect((await putBytes(again, new Uint8Array(1000))).status).toBe(200);
  });

  it('that the upload does not have is not signed', async () => {
    const upload = await openUpload(owner, 1000);
    const answer = await owner.send('POST', `/uploads/${upload.uploadId}/parts`, { partNumbers: [1, 2] });
    expect(refusalOf(answer)).toBe('422 VALIDATION_FAILED');
    expect(detailsOf(answer)).toEqual({ partNumbers: [2] });
  });
});

describe('checksums', () => {
  const body = Buffer.alloc(1000, 'a');
  const sha256 = createHash('sha256').update(body).digest('base64');

  it('are enforced by S3 itself, and the upload completes with them', async () => {
    const upload = await openUpload(owner, 1000);
    const wanted = { partNumbers: [1], checksums: { 1: sha256 } };
    const { parts } = await owner.post(`/uploads/${upload.uploadId}/parts`, signedPartsShape, wanted);
    const [{ url, headers } = { url: '', headers: {} }] = parts;
    expect((await putBytes(url, Buffer.alloc(1000, 'b'), headers)).status).toBe(400);
    expect((await putBytes(url, body)).status).toBe(403);
    expect((await putBytes(url, body, headers)).status).toBe(200);
    expect((await completeUpload(owner, upload.uploadId)).videoId).toBe(upload.videoId);
  });

  it('come with every part or with none, as the first part has it', async () => {
    const sign = async (uploadId: string, checksums?: object) => {
      const answer = await owner.send('POST', `/uploads/${uploadId}/parts`, { partNumbers: [1], checksums });
      return answer.status === 200 ? 200 : refusalOf(answer);
    };
    const [bare, checked] = [await openUpload(owner, 1000), await openUpload(owner, 1000)];
    expect(await sign(bare.uploadId)).toBe(200);
    expect(await sign(bare.uploadId, { 1: sha256 })).toBe('422 VALIDATION_FAILED');
    expect(await sign(checked.uploadId, { 1: 'not base64' })).toBe('422 VALIDATION_FAILED');
    expect(await sign(checked.uploadId, { 1: sha256 })).toBe(200);
    expect(await sign(checked.uploadId)).toBe('422 VALIDATION_FAILED');
    expect(await sign(checked.uploadId, { 2: sha256 })).toBe('422 VALIDATION_FAILED');
  });
});

it('opened twice under one name, at once and later, is one upload and one video', async () => {
  const declared = { ...small, idempotencyKey: randomUUID() };
  const open = async () => dataOf(await owner.send('POST', '/uploads', declared), uploadShape, 201);
  const answers = await Promise.all(Array.from({ length: 5 }, open));
  answers.push(await open());
  expect(new Set(answers.map(({ uploadId, videoId }) => `${uploadId} ${videoId}`)).size).toBe(1);
  const other = await owner.send('POST', '/uploads', { ...declared, fileSize: 1001 });
  expect(refusalOf(other)).toBe('422 VALIDATION_FAILED');
  const strangers = dataOf(await stranger.send('POST', '/uploads', declared), uploadShape, 201);
  expect(strangers.uploadId).not.toBe(answers[0]?.uploadId);
  const rows = await db
    .select()
    .from(uploadSessions)
    .where(eq(uploadSessions.idempotencyKey, declared.idempotencyKey));
  expect(rows).toHaveLength(2);
});

it('declared as 10 MB and abused in every way is refused each time, costs no quota more, and gives it back', async () => {
  const person = await registerPerson('Ten Megabytes');
  const usage = () => readUsage(db, person.userId, new Date());
  const upload = await openUpload(person, 10_000_000);
  const declared = { totalBytes: 10_000_000, dailyBytes: 10_000_000, openUploads: 1 };
  expect(await usage()).toEqual(declared);
  const body = { partNumbers: [1, 2] };
  const { parts } = await person.post(`/uploads/${upload.uploadId}/parts`, signedPartsShape, body);
  const [first, second] = parts.map(({ url }) => url);
  const whole = new Uint8Array(upload.partSize);
  const complete = async (claimed: readonly object[]) =>
    refusalOf(await person.send('POST', `/uploads/${upload.uploadId}/complete`, { parts: claimed }));

  // More than was declared: a whole part where the last is short, and a part beyond the last.
  await expectRefused(second ?? '', whole);
  const beyond = { partNumbers: [3] };
  expect(refusalOf(await person.send('POST', `/uploads/${upload.uploadId}/parts`, beyond))).toBe(
    '422 VALIDATION_FAILED',
  );
  // The bytes of one part under the name of another.
  await expectRefused((first ?? '').replace('partNumber=1', 'partNumber=2'), whole);
  expect((await person.get(`/uploads/${upload.uploadId}`, uploadStateShape)).received).toEqual([]);
  expect((await putBytes(first ?? '', whole)).status).toBe(200);
  expect((await putBytes(second ?? '', whole.subarray(0, 10_000_000 - upload.partSize))).status).toBe(200);
  const etags = [1, 2].map((partNumber) => ({ partNumber, etag: 'f'.repeat(32) }));
  expect(await complete(etags)).toBe('409 UPLOAD_INCOMPLETE');
  expect(await complete(etags.toReversed())).toBe('422 VALIDATION_FAILED');
  const asStranger = await stranger.send('POST', `/uploads/${upload.uploadId}/complete`);
  expect(refusalOf(asStranger)).toBe('404 UPLOAD_NOT_FOUND');
  expect(await usage()).toEqual(declared);
  await person.send('DELETE', `/uploads/${upload.uploadId}`);
  expect(await usage()).toEqual({ totalBytes: 0, dailyBytes: 0, openUploads: 0 });
});

it('by another person does not exist, in any call', async () => {
  const { uploadId, videoId } = await openUpload(owner, 1000);
  const asStranger = async (method: 'GET' | 'POST' | 'DELETE', route: string, body?: unknown) =>
    refusalOf(await stranger.send(method, route, body));
  expect(await asStranger('GET', `/uploads/${uploadId}`)).toBe('404 UPLOAD_NOT_FOUND');
  expect(await asStranger('POST', `/uploads/${uploadId}/parts`, { partNumbers: [1] })).toBe(
    '404 UPLOAD_NOT_FOUND',
  );
  expect(await asStranger('POST', `/uploads/${uploadId}/complete`)).toBe('404 UPLOAD_NOT_FOUND');
  expect(await asStranger('DELETE', `/uploads/${uploadId}`)).toBe('404 UPLOAD_NOT_FOUND');
  expect(await asStranger('POST', `/videos/${videoId}/confirm`)).toBe('404 VIDEO_NOT_FOUND');
  expect(await asStranger('GET', `/videos/${videoId}`)).toBe('404 VIDEO_NOT_FOUND');
  expect((await owner.get(`/uploads/${uploadId}`, uploadStateShape)).status).toBe('open');
});

it('that lacks parts names them, and completes once they are there', async () => {
  const file = await clip('flash-beep-480p-30s.mp4');
  const { size } = await stat(file);
  const upload = await openUpload(owner, size);
  expect(upload.partCount).toBe(2);
  await putBytes(await signOne(upload.uploadId), new Uint8Array(upload.partSize));
  const answer = await owner.send('POST', `/uploads/${upload.uploadId}/complete`);
  expect(refusalOf(answer)).toBe('409 UPLOAD_INCOMPLETE');
  expect(detailsOf(answer)).toEqual({ missing: [2], different: [] });
  await sendParts(owner, upload, file);
  const { received } = await owner.get(`/uploads/${upload.uploadId}`, uploadStateShape);
  const wrong = received.map(({ partNumber }) => ({ partNumber, etag: 'f'.repeat(32) }));
  const differing = await owner.send('POST', `/uploads/${upload.uploadId}/complete`, { parts: wrong });
  expect(refusalOf(differing)).toBe('409 UPLOAD_INCOMPLETE');
  expect(detailsOf(differing)).toEqual({ missing: [], different: [1, 2] });
  const reversed = await owner.send('POST', `/uploads/${upload.uploadId}/complete`, {
    parts: received.toReversed().map(({ partNumber, etag }) => ({ partNumber, etag })),
  });
  expect(refusalOf(reversed)).toBe('422 VALIDATION_FAILED');
  await owner.send('DELETE', `/uploads/${upload.uploadId}`);
});

it('that was aborted stays aborted, however often it is asked', async () => {
  const { uploadId } = await openUpload(owner, 1000);
  expect((await owner.send('DELETE', `/uploads/${uploadId}`)).status).toBe(200);
  expect((await owner.send('DELETE', `/uploads/${uploadId}`)).status).toBe(200);
  expect(refusalOf(await owner.send('POST', `/uploads/${uploadId}/complete`))).toBe('409 UPLOAD_CLOSED');
  expect(refusalOf(await owner.send('POST', `/uploads/${uploadId}/parts`, { partNumbers: [1] }))).toBe(
    '409 UPLOAD_CLOSED',
  );
});

it('whose bytes never arrived is not confirmed', async () => {
  const { videoId } = await openUpload(owner, 1000);
  expect(refusalOf(await owner.send('POST', `/videos/${videoId}/confirm`))).toBe('409 UPLOAD_INCOMPLETE');
});
