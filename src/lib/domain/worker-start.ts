/** From the decision to launch to the first lease: a process here, and a Fargate task that fetches its image. */
const startSeconds: Readonly<Record<string, number>> = { process: 1.5, ecs: 60 };

/** @param launcher as in LAUNCHER */
export function workerStartSeconds(launcher: string): number {
  return startSeconds[launcher] ?? 30;
}
