/** Fifty people upload within a minute, while all workers have long videos to make. */
import { setTimeout as delay } from 'node:timers/promises';
import type { RestClient } from '../../tests/support/rest-client.ts';
import { waitForEnd } from '../../tests/support/upload.ts';
import { waitFor } from '../../tests/support/wait-for.ts';
import { percentile, sum } from '../figures/statistics.ts';
import { testClip } from '../media/clips.ts';
import type { Bench, Section } from '../section.ts';
import type { BenchStack } from '../stack/bench-stack.ts';
import { registerPersonAt } from '../stack/person.ts';
import { waitUntilIdle } from '../stack/queue.ts';
import { findPlayable, findTrackBytes } from '../stack/video-facts.ts';
import { keepBusy, sendFile } from '../stack/videos.ts';
import { fetchFirstPicture } from '../stack/watch.ts';

const UPLOADS_PER_MINUTE = 50;
const PEOPLE = 5;
const CLIP_SECONDS = [2, 3];
/** Long past anything sane: what is not ready by then is lost or stuck. */
const PATIENCE_SECONDS = 1200;

interface Uploaded {
  readonly person: RestClient;
  readonly videoId: string;
  readonly watchableSeconds: number;
}

async function uploadAndWatch(person: RestClient, file: string, playable: Set<string>): Promise<Uploaded> {
  const { videoId, complete } = await sendFile(person, file);
  const began = performance.now();
  await complete();
  const isPlayable = () => playable.has(videoId);
  await waitFor(`${videoId} to be playable`, isPlayable, { seconds: PATIENCE_SECONDS });
  await fetchFirstPicture(person, videoId);
  return { person, videoId, watchableSeconds: (performance.now() - began) / 1000 };
}

/** One question to the database for all of them, ten times a second, until `isOver`. */
async function watchPlayable(stack: BenchStack, playable: Set<string>, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    for (const videoId of await findPlayable(stack)) playable.add(videoId);
    await delay(100);
  }
}

async function uploadAll(bench: Bench, stack: BenchStack, count: number): Promise<readonly Uploaded[]> {
  const files = await Promise.all(CLIP_SECONDS.map((seconds) => testClip('360p', seconds, bench.signal)));
  const people: RestClient[] = [];
  for (let number = 0; number < PEOPLE; number++)
    people.push(await registerPersonAt(stack.url, `P${number}`));
  const playable = new Set<string>();
  let isOver = false;
  const one = async (number: number): Promise<Uploaded> => {
    await delay((number * 60_000) / UPLOADS_PER_MINUTE, undefined, { signal: bench.signal });
    const [person, file] = [people[number % PEOPLE], files[number % files.length]];
    if (!person || !file) throw new Error('There is nobody to upload, or nothing.');
    return uploadAndWatch(person, file, playable);
  };
  const uploading = Promise.all(Array.from({ length: count }, (_, number) => one(number))).finally(() => {
    isOver = true;
  });
  const [uploaded] = await Promise.all([uploading, watchPlayable(stack, playable, () => isOver)]);
  return uploaded;
}

async function measure(bench: Bench, stack: BenchStack, count: number) {
  const long = await testClip('720p', bench.quick ? 60 : 600, bench.signal);
  const release = await keepBusy(stack, long);
  const began = performance.now();
  const uploaded = await uploadAll(bench, stack, count);
  // Every one of them plays. Now the workers are left to them, to see all of them end.
  await release();
  const statuses = await Promise.all(
    uploaded.map(({ person, videoId }) =>
      waitForEnd(person, videoId, { seconds: PATIENCE_SECONDS, pollMs: 2_000 }),
    ),
  );
  const minutes = (performance.now() - began) / 60_000;
  const bytes = await Promise.all(uploaded.map(({ videoId }) => findTrackBytes(stack, videoId)));
  return {
    times: uploaded.map(({ watchableSeconds }) => watchableSeconds),
    ready: statuses.filter(({ status }) => status === 'ready').length,
    minutes,
    gigabytes: sum(bytes.flatMap((tracks) => [...tracks.values()])) / 1e9,
  };
}

export const load: Section = {
  name: 'load',
  maxMinutes: 30,
  async run(bench) {
    const stack = await bench.openStack();
    await waitUntilIdle(stack);
    const count = bench.quick ? 5 : UPLOADS_PER_MINUTE;
    const { times, ready, minutes, gigabytes } = await measure(bench, stack, count);
    const sourceMinutes = (count * sum(CLIP_SECONDS)) / CLIP_SECONDS.length / 60;
    const note = `${count} uploads of 2 and 3 s, ${UPLOADS_PER_MINUTE} a minute, all workers busy`;
    return [
      { name: 'watchable, p50', value: percentile(times, 0.5), unit: 's', note },
      { name: 'watchable, p95', value: percentile(times, 0.95), unit: 's', note },
      { name: 'ready in the end', value: ready, unit: 'count', target: { atLeast: count } },
      { name: 'uploads until all were ready', value: count / minutes, unit: 'count', note: 'a minute' },
      { name: 'short clips stored in a GB', value: sourceMinutes / gigabytes, unit: 'min/GB' },
    ];
  },
};
