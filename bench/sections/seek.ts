/** A viewer jumps to where nothing is encoded yet, while all workers have other videos to make. */
import { createRandom } from '../figures/random.ts';
import { percentile } from '../figures/statistics.ts';
import { testClip } from '../media/clips.ts';
import type { Bench, Section } from '../section.ts';
import type { BenchStack } from '../stack/bench-stack.ts';
import { type Person, registerPersonAt } from '../stack/person.ts';
import { waitUntilIdle } from '../stack/queue.ts';
import { findBoundNumbers, readRow } from '../stack/video-facts.ts';
import { keepBusy, removeVideo, sendFile, timeToWatchable } from '../stack/videos.ts';
import { openVideo, timeSeek } from '../stack/watch.ts';

const SEED = 4;
/** Each makes a chunk of the video: more would find most of it encoded. */
const SEEKS_PER_VIDEO = 10;

async function seekInOne(
  stack: BenchStack,
  person: Person,
  file: string,
  seeks: number,
  random: () => number,
): Promise<readonly number[]> {
  const arrived = await sendFile(person, file);
  await timeToWatchable(person, arrived);
  const { videoId } = arrived;
  const watched = await openVideo(person, videoId);
  const { plan } = await readRow(stack, videoId);
  const lowest = plan?.rungs.at(-1)?.name ?? '';
  const times: number[] = [];
  while (times.length < seeks) {
    const bound = await findBoundNumbers(stack, videoId, lowest);
    const missing = watched.lowest.segments.map((_, number) => number).filter((number) => !bound.has(number));
    const number = missing[Math.floor(random() * missing.length)];
    if (number === undefined) break;
    times.push(await timeSeek(watched, number));
  }
  await removeVideo(person, videoId);
  return times;
}

async function measure(bench: Bench): Promise<readonly number[]> {
  const stack = await bench.openStack();
  const person = await registerPersonAt(stack.url, 'Ada');
  await waitUntilIdle(stack);
  const file = await testClip('720p', bench.quick ? 60 : 600, bench.signal);
  const random = createRandom(SEED);
  const times: number[] = [];
  for (let video = 0; video < (bench.quick ? 1 : 2); video++) {
    const release = await keepBusy(stack, file);
    times.push(...(await seekInOne(stack, person, file, bench.quick ? 2 : SEEKS_PER_VIDEO, random)));
    await release();
    await waitUntilIdle(stack);
  }
  if (times.length === 0) throw new Error('Everything was encoded before the first seek.');
  return times;
}

export const seek: Section = {
  name: 'seek',
  maxMinutes: 20,
  async run(bench) {
    const times = await measure(bench);
    const note = `${times.length} seeks, slowest ${Math.max(...times).toFixed(2)} s`;
    return [
      { name: 'into what is not encoded, p50', value: percentile(times, 0.5), unit: 's', note },
      {
        ...{ name: 'into what is not encoded, p95', value: percentile(times, 0.95), unit: 's', note },
        target: { atMost: 5 },
      },
    ];
  },
};
