/** Two workers on one video make what one worker makes. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clip } from '../support/clips.ts';
import { bindingsOf, openStackDatabase, tasksOf } from '../support/database.ts';
import { decodeWhole } from '../support/media-check.ts';
import { type RestClient, registerPerson } from '../support/rest-client.ts';
import { uploadByPut, waitForEnd, waitUntilReady } from '../support/upload.ts';
import { waitFor } from '../support/wait-for.ts';
import { activeWorkers, leaveAlone } from '../support/workers.ts';

const { db, close } = openStackDatabase();
let owner: RestClient;

beforeAll(async () => {
  owner = await registerPerson();
});
afterAll(close);

/** Encodes the clip. @returns the video's id, and the most workers seen at work on it at one moment */
async function encode(): Promise<{ videoId: string; atOnce: number }> {
  const videoId = await uploadByPut(owner, await clip('flash-beep-480p-30s.mp4'));
  let atOnce = 0;
  let isOver = false;
  const ending = waitForEnd(owner, videoId).finally(() => {
    isOver = true;
  });
  await waitFor(
    'the end',
    async () => {
      const busy = (await tasksOf(db, videoId)).filter(({ status }) => status === 'leased');
      atOnce = Math.max(atOnce, new Set(busy.map(({ workerId }) => workerId)).size);
      return isOver;
    },
    { seconds: 200 },
  );
  await ending;
  return { videoId, atOnce };
}

/** Each segment by its place; bytes differ, for x264's threads share the work differently each time. */
const placesOf = async (videoId: string) =>
  (await bindingsOf(db, videoId)).map(
    ({ track, number, durationTicks }) => `${track}/${number}: ${durationTicks}`,
  );

it('has the same segments, and the same frames at the same times', async () => {
  const [first] = await activeWorkers(db);
  if (!first) throw new Error('no worker is active');
  const letOthersIn = await leaveAlone(db, first);
  const alone = await encode();
  await letOthersIn();
  const together = await encode();

  expect(alone.atOnce).toBe(1);
  expect(together.atOnce).toBe(2);
  const places = await placesOf(together.videoId);
  expect(new Set(places).size).toBe(places.length);
  expect(places).toEqual(await placesOf(alone.videoId));

  const decode = async (videoId: string) => {
    const { hlsUrl } = await waitUntilReady(owner, videoId);
    const { warnings, video, audio } = await decodeWhole(hlsUrl ?? '');
    expect(warnings).toEqual([]);
    return [...video, ...audio];
  };
  const tracks = await decode(together.videoId);
  expect(tracks.map(({ times }) => times.length).slice(0, 3)).toEqual([720, 720, 720]);
  expect(tracks).toEqual(await decode(alone.videoId));
});
