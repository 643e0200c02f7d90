import { mkdir, writeFile } from 'node:fs/promises';
import pino from 'pino';
import {
  defaultPlanSettings,
  type Plan,
  type PlannedTask,
  type PlanSettings,
  plan,
} from '../../../../src/lib/domain/plan.ts';
import { onDemandProfile } from '../../../../src/lib/domain/profiles.ts';
import type { SourceFacts } from '../../../../src/lib/domain/source-facts.ts';
import type { LeasedTask } from '../../../../src/lib/domain/worker-protocol.ts';
import { noHeadStart } from '../../head-start.ts';
import { runTask } from '../../tasks/run-task.ts';
import type { BoundSegmentFact, TaskContext, TaskResult } from '../../tasks/task-context.ts';
import { serveFile } from './serve-file.ts';

/** Short segments, two to a chunk: a clip of three seconds has a seek and joins. */
const clipSettings: PlanSettings = {
  ...defaultPlanSettings,
  profile: { ...onDemandProfile, segmentSeconds: 1 },
  segmentsPerChunk: 2,
};

const head = {
  taskId: '01J00000000000000000000000',
  videoId: '01J00000000000000000000001',
  epoch: 1,
  source: { bucket: 'source', key: 'source', etag: 'etag', sizeBytes: 1 },
  mediaBucket: 'media',
  isUrgent: false,
};

export interface Transcoded {
  readonly facts: SourceFacts;
  readonly plan: Plan;
  /** Init and segments of each track, one after another, as a player puts them together. */
  readonly files: Readonly<Record<string, string>>;
  readonly bound: readonly BoundSegmentFact[];
}

/**
 * Takes a file the whole way that a worker does, probe to segments, by the tasks' own code; only storage
 * is memory.
 * @param choose which of the planned encodes to run
 */
export async function transcodeClip(
  path: string,
  folder: string,
  choose: (task: PlannedTask & { kind: 'encode' }, plan: Plan) => boolean = () => true,
): Promise<Transcoded> {
  await using server = await serveFile(path);
  const objects = new Map<string, Uint8Array>();
  const bound: BoundSegmentFact[] = [];
  let runs = 0;
  const run = async (task: LeasedTask): Promise<TaskResult> => {
    const directory = `${folder}/task-${runs++}`;
    await mkdir(directory);
    const context: TaskContext = {
      inputUrl: server.url,
      directory,
      threads: 1,
      headStart: noHeadStart,
      log: pino({ level: 'silent' }),
      tools: { signal: new AbortController().signal },
      settle: () => undefined,
      store: {
        readSource: () => Promise.reject(new Error('the source is served by HTTP')),
        readSmall: () => Promise.reject(new Error('nothing is read back')),
        read: () => Promise.reject(new Error('nothing is read back')),
        writeByContent: async (_bucket, key, body) => {
          objects.set(key, body);
        },
        writeOnce: async (_bucket, key, body) => {
          if (body instanceof Uint8Array) objects.set(key, body);
        },
      },
      tellBound: async (segment) => {
        bound.push(segment);
      },
      tellProgress: () => undefined,
    };
    return await runTask(task, context);
  };
  const probed = await run({ ...head, kind: 'probe', profile: 'on-demand' });
  if (probed.kind !== 'probe') throw new Error('a probe answers facts');
  const { facts } = probed;
  const planned = plan(facts, clipSettings);
  for (const task of planned.tasks) {
    const lease = { ...head, plan: planned, facts };
    if (task.kind === 'encode' && choose(task, planned)) await run({ ...lease, ...task, bound: {} });
    if (task.kind === 'audio') await run({ ...lease, kind: 'audio', bound: [] });
  }
  const files: Record<string, string> = {};
  for (const track of new Set(bound.map((segment) => segment.track))) {
    const parts = bound
      .filter((segment) => segment.track === track)
      .sort((a, b) => a.number - b.number)
      // Each chunk tells its init; the first stands for all, so that one that differs shows.
      .filter(({ number }, index, all) => all.findIndex((other) => other.number === number) === index);
    files[track] = `${folder}/${track}.mp4`;
    await writeFile(files[track], Buffer.concat(parts.map(({ key }) => objects.get(key) ?? Buffer.of())));
  }
  return { facts, plan: planned, files, bound };
}
