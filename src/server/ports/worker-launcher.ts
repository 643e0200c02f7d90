import type { WorkerCapacity } from '#lib/domain/capacity.ts';

export interface LaunchRequest {
  readonly workerId: string;
  /** One-use ticket that the worker exchanges for its session. */
  readonly ticket: string;
  /** Without work for this long it ends by itself; null: it stays. */
  readonly idleSeconds: number | null;
  /** What it should run on, if the launcher has a choice. */
  readonly capacity: Exclude<WorkerCapacity, 'local'>;
}

export interface Launched {
  /** The launcher's own name for what it started. */
  readonly handle: string;
  /** What it runs on indeed. */
  readonly capacity: WorkerCapacity;
}

/** Starts transcoders: as processes of this machine, or as ECS tasks. */
export interface WorkerLauncher {
  readonly name: string;
  launch(request: LaunchRequest): Promise<Launched>;
  /** Asks the workers that can not outlive this program to give their work back; resolves when they are gone. */
  stopAll(): Promise<void>;
  /** Called with the worker's id when the launcher sees it end; one that can not see it never calls. */
  onExit(listener: (workerId: string) => void): void;
}
