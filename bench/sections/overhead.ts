/** What is added to the encoding: from `complete` to `ready`, less what the tasks need when nothing lies between them. */
import { waitUntilReady } from '../../tests/support/upload.ts';
import { idleSeconds } from '../figures/idle-seconds.ts';
import { simulateVideo } from '../figures/simulate.ts';
import { median } from '../figures/statistics.ts';
import { testClip } from '../media/clips.ts';
import type { Bench, Section } from '../section.ts';
import { registerPersonAt } from '../stack/person.ts';
import { waitUntilIdle } from '../stack/queue.ts';
import { findDoneTasks, readRow } from '../stack/video-facts.ts';
import { addVideo, removeVideo } from '../stack/videos.ts';

interface Measured {
  readonly readySeconds: number;
  /** The tasks alone, on as many workers. */
  readonly encodeSeconds: number;
  /** In which no worker had a task of it. */
  readonly idleSeconds: number;
}

async function measure(bench: Bench, seconds: number): Promise<readonly Measured[]> {
  const stack = await bench.openStack();
  const person = await registerPersonAt(stack.url, 'Ada');
  const file = await testClip('720p', seconds, bench.signal);
  const measured: Measured[] = [];
  for (let run = 0; run < bench.runsOf(3); run++) {
    await waitUntilIdle(stack);
    const videoId = await addVideo(person, file);
    await waitUntilReady(person, videoId, { seconds: 900, pollMs: 1_000 });
    const { uploadedAt, processedAt } = await readRow(stack, videoId);
    if (!uploadedAt || !processedAt) throw new Error(`${videoId} is ready, and nobody knows since when.`);
    const tasks = await findDoneTasks(stack, videoId);
    const span = { fromMs: uploadedAt.getTime(), toMs: processedAt.getTime() };
    measured.push({
      readySeconds: (span.toMs - span.fromMs) / 1000,
      encodeSeconds: simulateVideo(tasks, stack.workers),
      idleSeconds: idleSeconds(
        tasks.map(({ leasedAtMs, finishedAtMs }) => ({ fromMs: leasedAtMs, toMs: finishedAtMs })),
        span,
      ),
    });
    await removeVideo(person, videoId);
  }
  return measured;
}

export const overhead: Section = {
  name: 'overhead',
  maxMinutes: 20,
  async run(bench) {
    const figures = [];
    for (const seconds of bench.quick ? [3] : [3, 60]) {
      const measured = await measure(bench, seconds);
      const of = (value: (one: Measured) => number) => median(measured.map(value));
      const note = `median of ${measured.length}, ready after ${of(({ readySeconds }) => readySeconds).toFixed(1)} s`;
      figures.push(
        {
          ...({ name: `${seconds} s of 720p: ready less encoding`, unit: 's', note } as const),
          value: of(({ readySeconds, encodeSeconds }) => readySeconds - encodeSeconds),
        },
        {
          ...({ name: `${seconds} s of 720p: no task at work`, unit: '%', note } as const),
          value: of((one) => (100 * one.idleSeconds) / one.readySeconds),
        },
      );
    }
    return figures;
  },
};
