/** Brings videos into the stack and takes them out again. */
import { stat } from 'node:fs/promises';
import type { RestClient } from '../../tests/support/rest-client.ts';
import { completeUpload, openUpload, readStatus, sendParts } from '../../tests/support/upload.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import type { BenchStack } from './bench-stack.ts';
import { registerPersonAt } from './person.ts';
import { waitUntilBusy } from './queue.ts';
import { fetchFirstPicture } from './watch.ts';

/** Every byte has arrived; nothing has begun. */
export interface Arrived {
  readonly videoId: string;
  complete(): Promise<unknown>;
}

export async function sendFile(person: RestClient, file: string): Promise<Arrived> {
  const { size } = await stat(file);
  const upload = await openUpload(person, size);
  await sendParts(person, upload, file);
  return { videoId: upload.videoId, complete: () => completeUpload(person, upload.uploadId) };
}

/** @returns the video's id */
export async function addVideo(person: RestClient, file: string): Promise<string> {
  const { videoId, complete } = await sendFile(person, file);
  await complete();
  return videoId;
}

/** Seconds from sending `complete` to having the first picture and its sound. */
export async function timeToWatchable(person: RestClient, { videoId, complete }: Arrived): Promise<number> {
  const began = performance.now();
  await complete();
  const isPlayable = async () => {
    const { playable, status, error } = await readStatus(person, videoId);
    if (error) throw new Error(`${videoId} ended as ${status}: ${error.code}`);
    return playable;
  };
  await waitFor(`${videoId} to be playable`, isPlayable, { seconds: 120, pollMs: 50 });
  await fetchFirstPicture(person, videoId);
  return (performance.now() - began) / 1000;
}

/** Stops what is made of it, too. What is over already can not be cancelled, which is as good. */
export async function removeVideo(person: RestClient, videoId: string): Promise<void> {
  await person.send('POST', `/videos/${videoId}/cancel`);
  const { status, body } = await person.send('DELETE', `/videos/${videoId}?deleteFiles=true`);
  if (status !== 200) throw new Error(`${videoId} was not removed: ${status} ${JSON.stringify(body)}`);
}

/** Gives all workers long work of another person; ends when they are at it. Call what it returns to take it away. */
export async function keepBusy(stack: BenchStack, longFile: string): Promise<() => Promise<void>> {
  const other = await registerPersonAt(stack.url, 'Somebody else');
  const videoIds: string[] = [];
  for (let number = 0; number < stack.workers; number++) videoIds.push(await addVideo(other, longFile));
  await waitUntilBusy(stack);
  return async () => {
    for (const videoId of videoIds) await removeVideo(other, videoId);
  };
}
