export interface LaunchRequest {
  readonly workerId: string;
  /** One-use ticket that the worker exchanges for its session. */
  readonly ticket: string;
  /** Without work for this long it ends by itself; null: it stays. */
  readonly idleSeconds: number | null;
}

/** Starts transcoders: as processes of this machine, or as ECS tasks. */
export interface WorkerLauncher {
  readonly name: string;
  /** Answers with the launcher's own name for what it started. */
  launch(request: LaunchRequest): Promise<string>;
  /** Asks the workers that can not outlive this program to give their work back; resolves when they are gone. */
  stopAll(): Promise<void>;
  /** Called with the worker's id when the launcher sees it end; one that can not see it never calls. */
  onExit(listener: (workerId: string) => void): void;
}
