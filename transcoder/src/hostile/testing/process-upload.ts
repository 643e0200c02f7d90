import { readFileSync, statSync } from 'node:fs';
import pino from 'pino';
import { ulid } from 'ulid';
import type { MediaErrorCode } from '../../../../src/lib/domain/media-error.ts';
import { type Plan, type PlannedTask, plan } from '../../../../src/lib/domain/plan.ts';
import type { SourceFacts } from '../../../../src/lib/domain/source-facts.ts';
import type { LeasedTask } from '../../../../src/lib/domain/worker-protocol.ts';
import { describeFailure } from '../../describe-failure.ts';
import { noHeadStart } from '../../head-start.ts';
import type { MediaStore } from '../../media-store.ts';
import { runTask } from '../../tasks/run-task.ts';
import { type TaskContext, withDirectory } from '../../tasks/task-context.ts';
import { serveUpload } from './canary.ts';

export interface Outcome {
  readonly end: 'whole' | MediaErrorCode;
  readonly detail: string;
  /** What a defect of ours would be; FFmpeg's and the file's ends have names of their own. */
  readonly errorName: string | null;
  readonly facts: SourceFacts | null;
  readonly outputs: readonly Uint8Array[];
  /** Paths beside the upload that were asked for. */
  readonly strayPaths: readonly string[];
}

/**
 * Takes a file the worker's whole way: the probe, its plan, and each kind of task on what it accepts.
 * Of a long video only the first chunk of each rung is encoded.
 */
export async function processUpload(
  file: string,
  folder: string,
  contentType = 'video/mp4',
): Promise<Outcome> {
  await using server = await serveUpload(file, contentType);
  const outputs: Uint8Array[] = [];
  const context: TaskContext = {
    inputUrl: server.url,
    directory: `${folder}/task`,
    store: storeInto(outputs),
    threads: 2,
    headStart: noHeadStart,
    log: pino({ level: 'silent' }),
    tools: { signal: new AbortController().signal },
    settle: () => undefined,
    tellBound: async () => undefined,
    tellProgress: () => undefined,
  };
  const run = (task: LeasedTask) => withDirectory(context.directory, () => runTask(task, context));
  const result = { outputs, strayPaths: server.strayPaths };
  let facts: SourceFacts | null = null;
  try {
    const probed = await run({ ...headOf(file), kind: 'probe', profile: 'on-demand' });
    if (probed.kind !== 'probe') throw new Error('the probe gave no facts');
    facts = probed.facts;
    const made = plan(facts);
    for (const task of firstOfEachKind(made)) await run(leaseOf(file, task, facts, made));
    return { ...result, end: 'whole', detail: '', errorName: null, facts };
  } catch (error) {
    const { code, detail } = describeFailure(error, undefined);
    return { ...result, end: code, detail, errorName: error instanceof Error ? error.name : null, facts };
  }
}

function storeInto(outputs: Uint8Array[]): MediaStore {
  return {
    readSource: () => Promise.reject(new Error('FFmpeg reads from the server')),
    readSmall: () => Promise.reject(new Error('no task here reads what another stored')),
    read: () => Promise.reject(new Error('no task here reads what another stored')),
    async writeByContent(_bucket, _key, body) {
      outputs.push(body);
    },
    async writeOnce(_bucket, _key, body) {
      outputs.push(body instanceof Uint8Array ? body : readFileSync(body.path));
    },
  };
}

function headOf(file: string) {
  const source = { bucket: 'sources', key: 'source', etag: 'etag', sizeBytes: statSync(file).size };
  const ids = { taskId: ulid(), videoId: ulid() };
  return { ...ids, source, epoch: 1, mediaBucket: 'media', isUrgent: false };
}

/** The first chunk of the lowest rung and of the others, the sound and the stills. */
function firstOfEachKind({ tasks }: Plan): readonly PlannedTask[] {
  const seen = new Set<string>();
  return tasks.filter((task) => {
    const kind = task.kind === 'encode' ? task.rungs.join() : task.kind;
    return !seen.has(kind) && seen.add(kind);
  });
}

function leaseOf(file: string, task: PlannedTask, facts: SourceFacts, made: Plan): LeasedTask {
  const common = { ...headOf(file), facts, plan: made };
  if (task.kind === 'encode') return { ...common, ...task, bound: {} };
  if (task.kind === 'audio') return { ...common, kind: 'audio', bound: [] };
  if (task.kind === 'stills') return { ...common, kind: 'stills', storyboard: null };
  return { ...common, kind: task.kind };
}
