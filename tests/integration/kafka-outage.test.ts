/** Kafka's absence delays work and loses none. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { controlProcess } from '../shared-stack.ts';
import { clip } from '../support/clips.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { readStatus, uploadByPut, waitUntilReady } from '../support/upload.ts';

let owner: RestClient;

beforeAll(async () => {
  owner = await registerPerson();
});
// Whatever happened: the next file needs it.
afterAll(async () => void (await controlProcess('kafka', 'start')));

it('an upload that is completed while Kafka is down is accepted, and ready once it is back', async () => {
  await waitUntilReady(owner, await uploadByPut(owner, await clip('240p-2s.mp4')));
  await controlProcess('kafka', 'stop');
  const videoId = await uploadByPut(owner, await clip('240p-2s.mp4'));
  expect(await readStatus(owner, videoId)).toMatchObject({ status: 'queued' });
  await controlProcess('kafka', 'start');
  await waitUntilReady(owner, videoId);
});
