/** Uploads by the two doors whose bytes go straight to S3, as any client does it. */
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RestClient } from './rest-client.ts';
import {
  arrivalShape,
  confirmShape,
  type Status,
  signedPartsShape,
  statusShape,
  uploadShape,
  uploadUrlShape,
  type Video,
  videoShape,
} from './rest-shapes.ts';
import { type Patience, waitFor } from './wait-for.ts';

export interface Details {
  readonly title?: string;
  readonly visibility?: 'private' | 'unlisted' | 'public';
}

export const putBytes = (url: string, body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'PUT', body, headers });

/** Declares `sizeBytes` of a clip whose bytes the caller sends, or does not. */
export const openUpload = (client: RestClient, fileSize: number, details: Details = {}) =>
  client.post(
    '/uploads',
    uploadShape,
    { filename: 'clip.mp4', fileSize, contentType: 'video/mp4', ...details },
    201,
  );

export const completeUpload = (client: RestClient, uploadId: string) =>
  client.post(`/uploads/${uploadId}/complete`, arrivalShape);

/** Sends every part of a file, one in memory at a time. */
export async function sendParts(
  client: RestClient,
  upload: { readonly uploadId: string; readonly partSize: number; readonly partCount: number },
  file: string,
): Promise<void> {
  await using handle = await open(file);
  for (let partNumber = 1; partNumber <= upload.partCount; partNumber++) {
    const { parts } = await client.post(`/uploads/${upload.uploadId}/parts`, signedPartsShape, {
      partNumbers: [partNumber],
    });
    const buffer = new Uint8Array(upload.partSize);
    const { bytesRead } = await handle.read(buffer, 0, upload.partSize, (partNumber - 1) * upload.partSize);
    const answer = await putBytes(parts[0]?.url ?? '', buffer.subarray(0, bytesRead));
    if (!answer.ok) throw new Error(`part ${partNumber}: ${answer.status} ${await answer.text()}`);
  }
}

/** The whole multipart door. @returns the video's id */
export async function uploadByParts(
  client: RestClient,
  file: string,
  details: Details = {},
): Promise<string> {
  const { size } = await stat(file);
  const upload = await openUpload(client, size, details);
  await sendParts(client, upload, file);
  await completeUpload(client, upload.uploadId);
  return upload.videoId;
}

/** Everything of the single-PUT door but `confirm`. @returns the video's id */
export async function putWithoutConfirm(client: RestClient, file: string, details: Details = {}) {
  await using handle = await open(file);
  const bytes = await handle.readFile();
  const filename = path.basename(file);
  const declared = { filename, fileSize: bytes.length, contentType: 'video/mp4', ...details };
  const { uploadUrl, videoId } = await client.post('/videos/upload-url', uploadUrlShape, declared);
  const answer = await putBytes(uploadUrl, new Uint8Array(bytes), { 'content-type': 'video/mp4' });
  if (!answer.ok) throw new Error(`PUT: ${answer.status} ${await answer.text()}`);
  return videoId;
}

export async function uploadByPut(client: RestClient, file: string, details: Details = {}): Promise<string> {
  const videoId = await putWithoutConfirm(client, file, details);
  await client.post(`/videos/${videoId}/confirm`, confirmShape);
  return videoId;
}

export const readStatus = (client: RestClient, videoId: string) =>
  client.get(`/videos/${videoId}/status`, statusShape);
export const readVideo = (client: RestClient, videoId: string) =>
  client.get(`/videos/${videoId}`, videoShape);

const endings = ['ready', 'failed', 'cancelled', 'deleted'];

/** Waits until nothing more happens to the video by itself. */
export function waitForEnd(client: RestClient, videoId: string, patience: Patience = {}): Promise<Status> {
  const ask = async () => {
    const status = await readStatus(client, videoId);
    return endings.includes(status.status) && status;
  };
  return waitFor(`the end of ${videoId}`, ask, { seconds: 180, pollMs: 200, ...patience });
}

export async function waitUntilReady(
  client: RestClient,
  videoId: string,
  patience: Patience = {},
): Promise<Video> {
  const { status, error } = await waitForEnd(client, videoId, patience);
  if (status !== 'ready')
    throw new Error(`${videoId} ended as ${status}: ${error?.code} (${error?.stage ?? ''})`);
  return readVideo(client, videoId);
}
