import { capacityOf, type TaskCapacity } from './capacity.ts';
import { gridSeconds } from './grid.ts';
import type { Plan } from './plan.ts';
import type { ResourceUse } from './prices.ts';
import type { SecondsOfTask } from './work-speed.ts';

/** CRF spends about this share of a rung's cap on ordinary pictures. */
const EXPECTED_SHARE_OF_CAP = 0.5;
/** Less is what adding up leaves. */
const LEAST_WEIGHT = 0.01;
/** Init segments, playlists, manifests, stills. */
const OBJECTS_PER_TRACK = 2;
const OBJECTS_BESIDE = 10;

const countObjects = ({ grid, rungs, audio }: Plan): number =>
  (rungs.length + (audio ? 1 : 0)) * (grid.segmentCount + OBJECTS_PER_TRACK) + OBJECTS_BESIDE;

const audioBytes = ({ grid, audio }: Plan): number => ((audio?.bitrateBps ?? 0) / 8) * gridSeconds(grid);

/**
 * What a plan will use.
 * @param plannedWeight of the whole plan; what is no task yet runs where its upper rungs do
 * @param cpuSecondsOfTask as measured of tasks before
 */
export function expectUse(plan: Plan, plannedWeight: number, cpuSecondsOfTask: SecondsOfTask): ResourceUse {
  const cpu: Record<TaskCapacity, number> = { any: 0, spot: 0 };
  let rest = plannedWeight;
  for (const task of plan.tasks) {
    const rungs = task.kind === 'encode' ? task.rungs.join(',') : '';
    cpu[capacityOf(plan, task)] += cpuSecondsOfTask(task.kind, rungs, task.weight);
    rest -= task.weight;
  }
  const restCapacity = plan.profile === 'spot' ? 'spot' : 'any';
  if (rest > LEAST_WEIGHT) cpu[restCapacity] += cpuSecondsOfTask('encode', '', rest);
  const videoBps = plan.rungs.reduce((sum, rung) => sum + rung.maxrateBps * EXPECTED_SHARE_OF_CAP, 0);
  return {
    onDemandCpuSeconds: cpu.any,
    spotCpuSeconds: cpu.spot,
    storedBytes: (videoBps / 8) * gridSeconds(plan.grid) + audioBytes(plan),
    objects: countObjects(plan),
  };
}

/** What a finished video has used: its tasks' metered CPU seconds, and the bytes of its rungs. */
export function meterUse(
  plan: Plan,
  tasks: readonly { readonly capacity: TaskCapacity; readonly cpuSeconds: number }[],
  videoBytes: number,
): ResourceUse {
  const cpuOf = (capacity: TaskCapacity) =>
    tasks.filter((task) => task.capacity === capacity).reduce((sum, task) => sum + task.cpuSeconds, 0);
  return {
    onDemandCpuSeconds: cpuOf('any'),
    spotCpuSeconds: cpuOf('spot'),
    storedBytes: videoBytes + audioBytes(plan),
    objects: countObjects(plan),
  };
}
