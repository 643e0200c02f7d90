/** What a second worker brings on this machine, and by simulation what 64 would bring on machines of their own. */
import { defaultPlanSettings, plan } from '../../src/lib/domain/plan.ts';
import type { SourceFacts } from '../../src/lib/domain/source-facts.ts';
import { waitUntilReady } from '../../tests/support/upload.ts';
import type { Figure } from '../figures/figure.ts';
import { efficiencyOf, simulateVideo, timePlan } from '../figures/simulate.ts';
import { median, sum } from '../figures/statistics.ts';
import { motionClip } from '../media/clips.ts';
import type { Bench, Section } from '../section.ts';
import { registerPersonAt } from '../stack/person.ts';
import { waitUntilIdle } from '../stack/queue.ts';
import { type DoneTask, findDoneTasks, readRow } from '../stack/video-facts.ts';
import { addVideo, removeVideo } from '../stack/videos.ts';

interface Trial {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly tasks: readonly DoneTask[];
  readonly facts: SourceFacts | null;
}

/** Answers cost the cores that are measured; when it was ready the database knows to the millisecond. */
const PATIENCE = { seconds: 1800, pollMs: 2_000 };
const SIMULATED_WORKERS = [4, 8, 16, 32, 64];
const SIMULATED_HOURS = 1;

async function measure(bench: Bench, workers: number, threads: number, file: string): Promise<Trial> {
  const stack = await bench.openStack({ workers, env: { FFMPEG_THREADS: String(threads) } });
  const person = await registerPersonAt(stack.url, 'Ada');
  const trials: Trial[] = [];
  for (let run = 0; run < bench.runsOf(1); run++) {
    await waitUntilIdle(stack);
    const videoId = await addVideo(person, file);
    await waitUntilReady(person, videoId, PATIENCE);
    const tasks = await findDoneTasks(stack, videoId);
    const began = Math.min(...tasks.map(({ leasedAtMs }) => leasedAtMs));
    const ended = Math.max(...tasks.map(({ finishedAtMs }) => finishedAtMs));
    const { facts } = await readRow(stack, videoId);
    const cpuSeconds = sum(tasks.map((task) => task.cpuSeconds));
    trials.push({ wallSeconds: (ended - began) / 1000, cpuSeconds, tasks, facts });
    await removeVideo(person, videoId);
  }
  const medianOf = (of: (trial: Trial) => number) => median(trials.map(of));
  const [first] = trials;
  if (!first) throw new Error('Nothing was measured.');
  const [wallSeconds, cpuSeconds] = [medianOf((one) => one.wallSeconds), medianOf((one) => one.cpuSeconds)];
  return { ...first, wallSeconds, cpuSeconds };
}

function compare(label: string, one: Trial, two: Trial): readonly Figure[] {
  const seconds = `${one.wallSeconds.toFixed(1)} s, then ${two.wallSeconds.toFixed(1)} s`;
  return [
    {
      ...{ name: `1 → 2 workers, ${label}: efficiency`, unit: '%', note: seconds },
      value: (100 * one.wallSeconds) / (2 * two.wallSeconds),
    },
    {
      ...{ name: `1 → 2 workers, ${label}: CPU per frame`, unit: 'times', target: { atMost: 1.1 } },
      value: two.cpuSeconds / one.cpuSeconds,
      note: 'the source is the same, and so are the frames',
    },
  ];
}

/** An hour of the same sort of video, each task as long as one of its sort took on a worker by itself. */
function simulate({ tasks, facts, wallSeconds }: Trial): readonly Figure[] {
  if (!facts) throw new Error('The source was not probed.');
  const planned = plan({ ...facts, durationSeconds: SIMULATED_HOURS * 3600 }, defaultPlanSettings);
  const hour = timePlan(planned, tasks);
  const check: Figure = {
    ...{ name: 'simulation against measurement, 1 worker', unit: 'times' },
    value: simulateVideo(tasks, 1) / wallSeconds,
    note: 'above 1: tasks of one worker overlap',
  };
  const figures = SIMULATED_WORKERS.map((workers): Figure => {
    const minutes = simulateVideo(hour, workers) / 60;
    const note = `an hour of 1080p, ready in ${minutes.toFixed(1)} min`;
    const value = 100 * efficiencyOf(hour, workers);
    return { name: `1 → ${workers} workers, simulated: efficiency`, value, unit: '%', note };
  });
  return [check, ...figures];
}

export const workers: Section = {
  name: 'workers',
  maxMinutes: 40,
  async run(bench) {
    const file = await motionClip('camera', bench.quick ? 4 : 60, bench.signal);
    const one = await measure(bench, 1, 1, file);
    const single = compare('a thread each', one, await measure(bench, 2, 1, file));
    // As installed workers share the cores: one has all of them, two have half each.
    const all = compare('as installed', await measure(bench, 1, 0, file), await measure(bench, 2, 0, file));
    return [...single, ...all, ...simulate(one)];
  },
};
