import type { WorkerCapacity } from '#lib/domain/capacity.ts';
import type { WorkerEnd } from '#lib/domain/worker-end.ts';

export interface LaunchRequest {
  readonly workerId: string;
  /** One-use ticket that the worker exchanges for its session. */
  readonly ticket: string;
  /** Without work for this long it ends by itself; null: it stays. */
  readonly idleSeconds: number | null;
  /** What it should run on, if the launcher has a choice. */
  readonly capacity: Exclude<WorkerCapacity, 'local'>;
  /** How many attempts at this launch were refused before: each asks elsewhere. */
  readonly attempt: number;
}

export interface Launched {
  /** The launcher's own name for what it started. */
  readonly handle: string;
  /** What it runs on indeed. */
  readonly capacity: WorkerCapacity;
}

/** A worker as its row knows it; without a handle, the answer to its launch was never noted. */
export interface WorkerRef {
  readonly workerId: string;
  readonly handle: string | null;
}

/** What a launcher sees of a worker. */
export type WorkerSight =
  | { readonly state: 'starting' | 'running'; readonly handle: string }
  | { readonly state: 'ended'; readonly handle: string; readonly end: WorkerEnd };

/** Nothing was started, for certain. */
export class LaunchRefused extends Error {
  readonly reason: 'no-capacity' | 'throttled' | 'rejected';
  /** The next attempt has another place to ask. */
  readonly hasNext: boolean;

  /** @param words the launcher's own, for operators */
  constructor(reason: LaunchRefused['reason'], words: string, hasNext = false) {
    super(words);
    this.name = 'LaunchRefused';
    this.reason = reason;
    this.hasNext = hasNext;
  }
}

/** Starts transcoders: as processes of this machine, as containers, or as ECS tasks. */
export interface WorkerLauncher {
  readonly name: string;
  /**
   * Starts one worker, however often the same request is repeated.
   * @throws LaunchRefused; any other error leaves open whether the worker started, and the same request settles it
   */
  launch(request: LaunchRequest): Promise<Launched>;
  /**
   * What has become of workers, by worker id. One that is missing in the answer can not be seen, which says nothing:
   * it may be another replica's, or so new that nobody is told of it yet.
   */
  inspect(workers: readonly WorkerRef[]): Promise<ReadonlyMap<string, WorkerSight>>;
  /** Asks one worker to give its work back and end. One that is gone already is no error. */
  stop(handle: string, reason: string): Promise<void>;
  /** Asks the workers that can not outlive this program to give their work back; resolves when they are gone. */
  stopAll(): Promise<void>;
  /** Called with the worker's id when the launcher sees it end; one that can not see it never calls. */
  onExit(listener: (workerId: string, end: WorkerEnd) => void): void;
}
