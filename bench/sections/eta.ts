/** How far off the promised time is: what `/status` says every half second, against what came. */
import { setTimeout as delay } from 'node:timers/promises';
import type { RestClient } from '../../tests/support/rest-client.ts';
import { readStatus, waitUntilReady } from '../../tests/support/upload.ts';
import { type EtaSample, etaErrors } from '../figures/eta-error.ts';
import type { Figure } from '../figures/figure.ts';
import { percentile } from '../figures/statistics.ts';
import { motionClip, testClip } from '../media/clips.ts';
import type { Bench, Section } from '../section.ts';
import { registerPersonAt } from '../stack/person.ts';
import { waitUntilIdle } from '../stack/queue.ts';
import { addVideo, removeVideo } from '../stack/videos.ts';

const SAMPLE_MS = 500;
const PATIENCE = { seconds: 1800 };

interface Followed {
  readonly errors: readonly number[];
  /** Answers without a promise: nothing is known yet. */
  readonly silent: number;
}

/** Asks until the video is ready. */
async function follow(person: RestClient, videoId: string, signal: AbortSignal): Promise<Followed> {
  const samples: EtaSample[] = [];
  let silent = 0;
  for (;;) {
    const { status, estimatedTimeRemaining } = await readStatus(person, videoId);
    const atMs = performance.now();
    if (status === 'ready') return { errors: etaErrors(samples, atMs), silent };
    if (status !== 'queued' && status !== 'processing') throw new Error(`${videoId} ended as ${status}`);
    if (estimatedTimeRemaining === null) silent++;
    else samples.push({ atMs, promisedSeconds: estimatedTimeRemaining });
    await delay(SAMPLE_MS, undefined, { signal });
  }
}

function toFigures(label: string, followed: readonly Followed[]): readonly Figure[] {
  const errors = followed.flatMap((one) => one.errors);
  const silent = followed.reduce((total, one) => total + one.silent, 0);
  const note = `${errors.length} promises, ${silent} times none`;
  const shares = [
    ['P50', 0.5],
    ['P90', 0.9],
  ] as const;
  return shares.map(([name, share]) => ({
    ...{ name: `${label}: error ${name}`, value: 100 * percentile(errors, share), unit: '%', note },
  }));
}

async function measure(bench: Bench): Promise<readonly Figure[]> {
  const stack = await bench.openStack();
  const person = await registerPersonAt(stack.url, 'Ada');
  await waitUntilIdle(stack);
  const short = bench.quick ? 4 : 30;
  const motion = await motionClip('camera', bench.quick ? 4 : 60, bench.signal);
  const others = [await testClip('720p', short, bench.signal), await testClip('1080p', short, bench.signal)];
  // A new installation has measured nothing yet: it learns from the first video.
  const first = await addVideo(person, others[0] ?? '');
  await waitUntilReady(person, first, PATIENCE);

  const alone: Followed[] = [];
  for (const file of [motion, ...others]) {
    alone.push(await follow(person, await addVideo(person, file), bench.signal));
  }
  const second = await registerPersonAt(stack.url, 'Grace');
  const queued = [motion, ...others].flatMap((file) => [person, second].map((owner) => ({ file, owner })));
  const following = [];
  for (const { file, owner } of queued) {
    const videoId = await addVideo(owner, file);
    following.push({ owner, videoId, followed: follow(owner, videoId, bench.signal) });
  }
  const together = await Promise.all(following.map(({ followed }) => followed));
  for (const { owner, videoId } of following) await removeVideo(owner, videoId);
  return [...toFigures('one after the other', alone), ...toFigures('six of two people at once', together)];
}

export const eta: Section = { name: 'eta', maxMinutes: 40, run: measure };
