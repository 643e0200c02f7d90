/** How far off the promised time is: what `/status` says every half second, against what came. */
import { setTimeout as delay } from 'node:timers/promises';
import { type EtaSample, judgeEta } from '../../src/lib/domain/eta-error.ts';
import type { RestClient } from '../../tests/support/rest-client.ts';
import { readStatus, waitUntilReady } from '../../tests/support/upload.ts';
import { etaShares } from '../figures/eta-shares.ts';
import type { Figure } from '../figures/figure.ts';
import { median, percentile, sum } from '../figures/statistics.ts';
import { motionClip, testClip } from '../media/clips.ts';
import type { Bench, Section } from '../section.ts';
import { registerPersonAt } from '../stack/person.ts';
import { waitUntilIdle } from '../stack/queue.ts';
import { addVideo, removeVideo } from '../stack/videos.ts';

const SAMPLE_MS = 500;
const PATIENCE = { seconds: 1800 };

interface Followed {
  readonly samples: readonly EtaSample[];
  readonly readyAtSeconds: number;
}

/** Asks until the video is ready. */
async function follow(person: RestClient, videoId: string, signal: AbortSignal): Promise<Followed> {
  const began = performance.now();
  const samples: EtaSample[] = [];
  for (;;) {
    const { status, estimatedTimeRemaining } = await readStatus(person, videoId);
    const atSeconds = (performance.now() - began) / 1000;
    if (status === 'ready') return { samples, readyAtSeconds: atSeconds };
    if (status !== 'queued' && status !== 'processing') throw new Error(`${videoId} ended as ${status}`);
    samples.push({ atSeconds, secondsLeft: estimatedTimeRemaining });
    await delay(SAMPLE_MS, undefined, { signal });
  }
}

function toFigures(label: string, followed: readonly Followed[]): readonly Figure[] {
  const shares = followed.flatMap(({ samples, readyAtSeconds }) => etaShares(samples, readyAtSeconds));
  const answers = sum(followed.map(({ samples }) => samples.length));
  const judged = followed.map(({ samples, readyAtSeconds }) => judgeEta(samples, readyAtSeconds));
  const whole = (of: (typeof judged)[number]['p50Share'][]) =>
    100 * median(of.map((share) => share ?? Number.NaN));
  const note = `${shares.length} promises in ${answers} answers`;
  const each = `median of ${followed.length} videos`;
  const ofLeft = (share: number) => 100 * percentile(shares, share);
  return [
    { name: `${label}: error by what was left, P50`, value: ofLeft(0.5), unit: '%', note },
    { name: `${label}: error by what was left, P90`, value: ofLeft(0.9), unit: '%', note },
    {
      ...{ name: `${label}: error by the whole wait, P50`, unit: '%', note: each },
      value: whole(judged.map(({ p50Share }) => p50Share)),
    },
    {
      ...{ name: `${label}: error by the whole wait, P90`, unit: '%', note: each },
      value: whole(judged.map(({ p90Share }) => p90Share)),
    },
  ];
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
