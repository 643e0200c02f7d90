/** From a moderator's click to the last playable segment refused, for somebody who watches by addresses of before. */
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '../../src/server/db/schema/users.ts';
import { waitUntilReady } from '../../tests/support/upload.ts';
import { percentile } from '../figures/statistics.ts';
import { testClip } from '../media/clips.ts';
import type { Bench, Section } from '../section.ts';
import type { BenchStack } from '../stack/bench-stack.ts';
import { type Person, registerPersonAt } from '../stack/person.ts';
import { waitUntilIdle } from '../stack/queue.ts';
import { addVideo, removeVideo } from '../stack/videos.ts';
import { openVideo } from '../stack/watch.ts';

const RUNS = 20;
const SECONDS = 60;
/** Far beyond anything sane: who waits longer was not taken down. */
const MAX_WAIT_MS = 60_000;
const REFUSED = [403, 404, 410];

const answerShape = z.object({ result: z.object({ data: z.array(z.object({ outcome: z.string() })) }) });

async function decide(moderator: Person, videoId: string, decision: 'hide' | 'restore'): Promise<void> {
  const answer = await fetch(`${moderator.siteUrl}/api/trpc/moderation.decide`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${moderator.token}` },
    body: JSON.stringify({ videoIds: [videoId], decision, reason: decision === 'hide' ? 'spam' : null }),
  });
  const [first] = answerShape.parse(await answer.json()).result.data;
  if (first?.outcome !== 'done') throw new Error(`${decision} of ${videoId} was ${first?.outcome}`);
}

/** Asks over and over; the redirect to the bytes is not followed. */
async function waitUntilRefused(url: string, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + MAX_WAIT_MS;
  for (;;) {
    const answer = await fetch(url, { redirect: 'manual', signal });
    await answer.body?.cancel();
    if (REFUSED.includes(answer.status)) return;
    if (performance.now() > deadline) throw new Error(`${new URL(url).pathname} is still served`);
  }
}

/** First and last segments, picture and sound: the one that is refused last counts. */
async function timeTakedown(bench: Bench, moderator: Person, videoId: string): Promise<number> {
  const { lowest, audio } = await openVideo(moderator, videoId);
  const urls = [lowest.segments[0], lowest.segments.at(-1), audio?.segments.at(-1), lowest.init];
  const began = performance.now();
  const refused = Promise.all(urls.map((url) => waitUntilRefused(url ?? '', bench.signal)));
  await Promise.all([decide(moderator, videoId, 'hide'), refused]);
  return (performance.now() - began) / 1000;
}

async function measure(bench: Bench, stack: BenchStack): Promise<readonly number[]> {
  const [owner, moderator] = [
    await registerPersonAt(stack.url, 'Ada'),
    await registerPersonAt(stack.url, 'Mod'),
  ];
  await stack.db.update(users).set({ role: 'moderator' }).where(eq(users.id, moderator.userId));
  const videoId = await addVideo(owner, await testClip('360p', bench.quick ? 6 : SECONDS, bench.signal));
  await waitUntilReady(owner, videoId);
  // Open to strangers: what a moderator is given then is what everybody is given.
  await owner.send('PATCH', `/videos/${videoId}`, { visibility: 'public' });
  const times: number[] = [];
  for (let run = 0; run < bench.runsOf(RUNS); run++) {
    times.push(await timeTakedown(bench, moderator, videoId));
    await decide(moderator, videoId, 'restore');
  }
  await removeVideo(owner, videoId);
  await waitUntilIdle(stack);
  return times;
}

export const takedown: Section = {
  name: 'takedown',
  maxMinutes: 10,
  async run(bench) {
    const times = await measure(bench, await bench.openStack());
    const note = `${times.length} takedowns, slowest ${Math.max(...times).toFixed(3)} s`;
    const name = 'click to last segment refused';
    return [
      { name: `${name}, p50`, value: percentile(times, 0.5), unit: 's', note },
      { name: `${name}, p95`, value: percentile(times, 0.95), unit: 's', note, target: { atMost: 2 } },
    ];
  },
};
