/** Web on AWS: all that it and the URLs it signs ask of S3 is what docs/aws-roles.md grants it, and no more is granted. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { sharedStack } from '../shared-stack.ts';
import { type S3AsRole, startS3AsRole } from '../support/aws-rights/s3-as-role.ts';
import { clip } from '../support/clips.ts';
import { mediaBucket, sourceBucket } from '../support/object-store.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { type SecondWeb, startSecondWeb } from '../support/second-web.ts';
import { waitUntilReady } from '../support/upload.ts';

let s3: S3AsRole;
let web: SecondWeb;
let owner: RestClient;
let bytes: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  const { S3_ENDPOINT = '' } = sharedStack().env;
  s3 = await startS3AsRole('web-task', S3_ENDPOINT, { source: sourceBucket(), media: mediaBucket() });
  web = await startSecondWeb({
    S3_ENDPOINT: s3.url,
    S3_PUBLIC_ENDPOINT: s3.url,
    LIMIT_UPLOADS_PER_15MIN: '1000',
  });
  owner = await registerPerson();
  bytes = new Uint8Array(await readFile(await clip('240p-2s.mp4')));
});
afterAll(async () => {
  await web?.stop();
  await s3?.close();
});

const declared = () => ({ filename: 'clip.mp4', fileSize: bytes.length, contentType: 'video/mp4' });
const answerShape = z.object({ success: z.literal(true), data: z.record(z.string(), z.unknown()) });

/** @throws what web said, unless it did what it was asked for */
async function ask(method: string, route: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await fetch(`${web.url}/api/v1${route}`, {
    method,
    headers: {
      authorization: `Bearer ${owner.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${text}`);
  return text === '' ? {} : answerShape.parse(JSON.parse(text)).data;
}

async function put(url: unknown): Promise<void> {
  const answer = await fetch(String(url), { method: 'PUT', body: bytes });
  if (!answer.ok) throw new Error(`PUT: ${answer.status} ${await answer.text()}`);
}

/** @returns the video's id */
async function uploadByParts(): Promise<string> {
  const { uploadId, videoId } = await ask('POST', '/uploads', declared());
  const { parts } = await ask('POST', `/uploads/${uploadId}/parts`, { partNumbers: [1] });
  await put(z.array(z.object({ url: z.string() })).parse(parts)[0]?.url);
  await ask('GET', `/uploads/${uploadId}`);
  await ask('POST', `/uploads/${uploadId}/complete`);
  return String(videoId);
}

async function uploadByForm(): Promise<string> {
  const form = new FormData();
  form.append('video', new Blob([bytes], { type: 'video/mp4' }), 'clip.mp4');
  const headers = { authorization: `Bearer ${owner.token}` };
  const answer = await fetch(`${web.url}/api/v1/upload`, { method: 'POST', headers, body: form });
  return String(answerShape.parse(await answer.json()).data.videoId);
}

/** All of it but its last byte, and then that: the first piece waits in the store as a tail. */
async function uploadByTus(): Promise<void> {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const headers = { authorization: `Bearer ${owner.token}`, 'tus-resumable': '1.0.0' };
  const created = await fetch(`${web.url}/api/tus`, {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(bytes.length),
      'upload-metadata': `filename ${base64('clip.mp4')},filetype ${base64('video/mp4')}`,
    },
  });
  const url = new URL(created.headers.get('location') ?? '', web.url);
  for (const [first, end] of [
    [0, bytes.length - 1],
    [bytes.length - 1, bytes.length],
  ] as const) {
    const answer = await fetch(new URL(url.pathname, web.url), {
      method: 'PATCH',
      headers: {
        ...headers,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(first),
      },
      body: bytes.subarray(first, end),
    });
    expect(answer.status).toBe(204);
  }
}

it('every door, watching, captions and deleting need what web’s role may, and nothing of that is needless', async () => {
  const videoId = await uploadByParts();
  await uploadByForm();
  await uploadByTus();
  const { uploadId } = await ask('POST', '/uploads', declared());
  await ask('DELETE', `/uploads/${uploadId}`);
  const single = await ask('POST', '/videos/upload-url', declared());
  const answer = await fetch(String(single.uploadUrl), {
    method: 'PUT',
    headers: { 'content-type': 'video/mp4' },
    body: bytes,
  });
  expect(answer.status).toBe(200);
  await ask('POST', `/videos/${single.videoId}/confirm`);

  const { thumbnailUrl } = await waitUntilReady(owner, videoId);
  const thumbnail = new URL(thumbnailUrl ?? '');
  expect((await fetch(`${web.url}${thumbnail.pathname}${thumbnail.search}`)).status).toBe(200);
  const text = 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n';
  await ask('POST', `/videos/${videoId}/captions`, { language: 'en', text });
  await ask('DELETE', `/videos/${videoId}/captions/en`);
  await ask('DELETE', `/videos/${videoId}?deleteFiles=true`);

  expect(s3.refused).toEqual([]);
  expect([...s3.used].sort()).toEqual([
    's3:AbortMultipartUpload',
    's3:DeleteObject',
    's3:GetObject',
    's3:ListBucket',
    's3:ListMultipartUploadParts',
    's3:PutObject',
  ]);
});
