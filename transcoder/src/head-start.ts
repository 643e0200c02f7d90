import { join } from 'node:path';
import type { Logger } from 'pino';
import { defaultPlanSettings, isFirstTask, plan } from '../../src/lib/domain/plan.ts';
import { profiles } from '../../src/lib/domain/profiles.ts';
import type { SourceFacts } from '../../src/lib/domain/source-facts.ts';
import type { LeasedTask, LeasedTaskOf } from '../../src/lib/domain/worker-protocol.ts';
import { createCpuMeter } from './children-cpu.ts';
import type { MediaStore } from './media-store.ts';
import type { PacedTask } from './pacer.ts';
import { openSourceProxy } from './source-proxy.ts';
import { type Chunk, describeChunk, makeChunk } from './tasks/make-chunk.ts';
import { createPieceKeeper, type PieceKeeper } from './tasks/publisher.ts';
import { withDirectory } from './tasks/task-context.ts';

/** What a probe begins before its video is planned, and the first encode of that video takes over. */
export interface HeadStart {
  /** @param declared what the header says of the source */
  begin(task: LeasedTaskOf<'probe'>, declared: SourceFacts): void;
  /** The chunk, made already or soon; null when it was not begun, turned out to be another, or could not be made. */
  claim(video: Pick<LeasedTask, 'videoId' | 'source'>, chunk: Chunk): Promise<Begun | null>;
}

export interface Begun {
  readonly pieces: Pick<PieceKeeper, 'publishTo'>;
  readonly cpuSeconds: number;
}

/** Of a worker that has other work. */
export const noHeadStart: HeadStart = { begin: () => undefined, claim: async () => null };

export interface HeadStartParts {
  readonly store: MediaStore;
  readonly log: Logger;
  readonly workDirectory: string;
  readonly threads: number;
  readonly stop: AbortSignal;
  /** Makes room for it, as for any work that somebody waits for. */
  readonly enter: () => PacedTask;
}

/** The rest of the probe and a lease take two seconds; another worker may have been lent the encode. */
const KEEP_MS = 30_000;

/**
 * Encodes and checks a video's first segment while the rest of its source is still being measured. Nothing of it leaves
 * this worker until it is lent that very task: what was begun in vain costs a second of CPU and changes nothing.
 */
export function createHeadStart(parts: HeadStartParts): HeadStart {
  let current: { readonly recipe: string; readonly work: Promise<Begun>; abandon(): void } | undefined;

  async function make(task: LeasedTaskOf<'probe'>, chunk: Chunk, signal: AbortSignal): Promise<Begun> {
    const pace = parts.enter();
    const cpu = createCpuMeter();
    const pieces = createPieceKeeper();
    const proxy = await openSourceProxy(parts.store, task.source);
    try {
      const directory = join(parts.workDirectory, `head-${task.taskId}-${task.epoch}`);
      const onSpawn: PacedTask['onSpawn'] = (child) => {
        cpu.attach(child);
        pace.onSpawn(child);
      };
      const workshop = {
        inputUrl: proxy.url,
        directory,
        threads: parts.threads,
        tools: { signal, onSpawn },
        tellProgress: () => undefined,
      };
      await withDirectory(directory, () => makeChunk(chunk, workshop, pieces));
      return { pieces, cpuSeconds: cpu.seconds() };
    } finally {
      pace.leave();
      await proxy.close();
    }
  }

  return {
    begin(task, declared) {
      current?.abandon();
      const chunk = firstChunk(task, declared);
      if (!chunk) return;
      const abandoned = new AbortController();
      const work = make(task, chunk, AbortSignal.any([abandoned.signal, parts.stop]));
      // Nobody may be waiting for it.
      work.catch((error: unknown) => parts.log.debug({ err: error, videoId: task.videoId }, 'no head start'));
      const forget = setTimeout(() => abandon(), KEEP_MS).unref();
      const abandon = () => {
        clearTimeout(forget);
        abandoned.abort();
        if (current === begun) current = undefined;
      };
      const begun = { recipe: describe(task, chunk, parts.threads), work, abandon };
      current = begun;
    },

    async claim(video, chunk) {
      const begun = current;
      if (begun?.recipe !== describe(video, chunk, parts.threads)) return null;
      current = undefined;
      // What went wrong goes wrong again where the task is run, and is told there.
      return begun.work.catch(() => null);
    },
  };
}

/** The first task of the plan that will come of these facts, if they are right. */
function firstChunk({ profile }: LeasedTaskOf<'probe'>, facts: SourceFacts): Chunk | undefined {
  const planned = plan(facts, { ...defaultPlanSettings, profile: profiles[profile] });
  const first = planned.tasks.find((task) => task.kind === 'encode' && isFirstTask(planned, task));
  return first?.kind === 'encode' ? { ...first, plan: planned, facts, bound: {} } : undefined;
}

function describe(video: Pick<LeasedTask, 'videoId' | 'source'>, chunk: Chunk, threads: number): string {
  return `${video.videoId} ${video.source.etag} ${describeChunk(chunk, threads)}`;
}
