/** From sending `complete` to the first picture with its sound: alone, and while all workers have other work. */
import type { Figure } from '../figures/figure.ts';
import { median } from '../figures/statistics.ts';
import { testClip } from '../media/clips.ts';
import type { Bench, Section } from '../section.ts';
import type { BenchStack } from '../stack/bench-stack.ts';
import { type Person, registerPersonAt } from '../stack/person.ts';
import { waitUntilIdle } from '../stack/queue.ts';
import { keepBusy, removeVideo, sendFile, timeToWatchable } from '../stack/videos.ts';

interface Source {
  readonly label: string;
  readonly size: '720p' | '1080p';
  readonly seconds: number;
}

const sources: readonly Source[] = [
  { label: '10 s', size: '1080p', seconds: 10 },
  { label: '30 s', size: '1080p', seconds: 30 },
  { label: '1 min', size: '1080p', seconds: 60 },
  { label: '5 min', size: '1080p', seconds: 300 },
  { label: '10 min', size: '720p', seconds: 600 },
  { label: '60 min', size: '720p', seconds: 3600 },
];
const quickSources: readonly Source[] = [
  { label: '6 s', size: '720p', seconds: 6 },
  { label: '1 min', size: '720p', seconds: 60 },
];

/** Whose times are compared. */
const pairOf = ({ quick }: Bench) => (quick ? ['6 s', '1 min'] : ['30 s', '5 min']);

const RUNS = 5;
const WATCHABLE_SECONDS = 2;
const BUSY_SECONDS = 5;

async function measureOne(person: Person, file: string, settle: () => Promise<void>): Promise<number> {
  const arrived = await sendFile(person, file);
  const seconds = await timeToWatchable(person, arrived);
  await removeVideo(person, arrived.videoId);
  await settle();
  return seconds;
}

async function measureIdle(bench: Bench, stack: BenchStack, person: Person) {
  const medians = new Map<string, number>();
  const figures: Figure[] = [];
  for (const { label, size, seconds } of bench.quick ? quickSources : sources) {
    const file = await testClip(size, seconds, bench.signal);
    const count = bench.runsOf(RUNS);
    const times: number[] = [];
    for (let run = 0; run < count; run++)
      times.push(await measureOne(person, file, () => waitUntilIdle(stack)));
    medians.set(label, median(times));
    const note = `${size}, median of ${count}, slowest ${Math.max(...times).toFixed(2)} s`;
    const target = { atMost: WATCHABLE_SECONDS };
    figures.push({ name: `${label}, idle`, value: median(times), unit: 's', target, note });
  }
  const [shortLabel = '', longLabel = ''] = pairOf(bench);
  const [short, long] = [medians.get(shortLabel) ?? Number.NaN, medians.get(longLabel) ?? Number.NaN];
  figures.push({
    ...{ name: `${longLabel} against ${shortLabel}`, value: long / short, unit: 'times' },
    // 1.2 × the short one and 0.3 s for what does not depend on it.
    target: { atMost: 1.2 + 0.3 / short },
  });
  return figures;
}

async function measureBusy(bench: Bench, stack: BenchStack, person: Person): Promise<Figure> {
  const [short, long] = bench.quick ? [6, 60] : [30, 600];
  const file = await testClip('1080p', short, bench.signal);
  const count = bench.runsOf(RUNS);
  const times: number[] = [];
  for (let run = 0; run < count; run++) {
    // New ones for each run: what is left of the old ones may be too little to keep everybody busy.
    const release = await keepBusy(stack, await testClip('720p', long, bench.signal));
    times.push(await measureOne(person, file, release));
    await waitUntilIdle(stack);
  }
  const note = `1080p, median of ${count}, slowest ${Math.max(...times).toFixed(2)} s`;
  const target = { atMost: BUSY_SECONDS };
  return { name: `${short} s, all workers busy`, value: median(times), unit: 's', target, note };
}

export const watchable: Section = {
  name: 'watchable',
  maxMinutes: 30,
  async run(bench) {
    const stack = await bench.openStack();
    const person = await registerPersonAt(stack.url, 'Ada');
    await waitUntilIdle(stack);
    // Warm: the first video of a stack compiles routes and opens connections.
    await measureOne(person, await testClip('360p', 3, bench.signal), () => waitUntilIdle(stack));
    return [...(await measureIdle(bench, stack, person)), await measureBusy(bench, stack, person)];
  },
};
