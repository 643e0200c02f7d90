/** Brings videos into the stack and takes them out again. */
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { openEventStream } from '../../tests/support/event-stream.ts';
import type { RestClient } from '../../tests/support/rest-client.ts';
import { completeUpload, openUpload, sendParts } from '../../tests/support/upload.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import type { BenchStack } from './bench-stack.ts';
import { type Person, registerPersonAt } from './person.ts';
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

const toldShape = z.object({
  playable: z.boolean(),
  status: z.string(),
  error: z.object({ code: z.string() }).optional(),
});

/** Seconds from sending `complete` to having the first picture and its sound. Listens to its events, as its page does. */
export async function timeToWatchable(person: Person, { videoId, complete }: Arrived): Promise<number> {
  const url = `${person.siteUrl}/api/v1/videos/${videoId}/events`;
  using stream = await openEventStream(url, { authorization: `Bearer ${person.token}` });
  const began = performance.now();
  await complete();
  const isPlayable = () => {
    const last = stream.heard.at(-1);
    if (!last) return false;
    const { playable, status, error } = toldShape.parse(JSON.parse(last.data));
    if (error) throw new Error(`${videoId} ended as ${status}: ${error.code}`);
    return playable;
  };
  await waitFor(`${videoId} to be playable`, isPlayable, { seconds: 120, pollMs: 5 });
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
