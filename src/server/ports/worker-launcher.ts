export interface LaunchRequest {
  readonly workerId: string;
  /** One-use ticket that the worker exchanges for its session. */
  readonly ticket: string;
  /** Without work for this long it ends by itself; null: it stays. */
  readonly idleSeconds: number | null;
}

/** Starts transcoder containers: a process on this machine, later Docker or ECS. */
export interface WorkerLauncher {
  readonly name: string;
  /** Answers with the launcher's own name for what it started. */
  launch(request: LaunchRequest): Promise<string>;
  /** Asks all workers of this launcher to give their work back and end; resolves when they are gone. */
  stopAll(): Promise<void>;
  /** Called with the worker's id when the launcher sees it end, however it ended. */
  onExit(listener: (workerId: string) => void): void;
}
