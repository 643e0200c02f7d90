interface Start {
  /** From the decision to launch to the first lease, as a rule. */
  readonly usualSeconds: number;
  /** One that has not entered by then is given up: its launcher is told to stop it, and another is launched. */
  readonly patienceSeconds: number;
}

/** A process here, a container of this machine, and a Fargate task that gets an address and fetches its image. */
const starts: Readonly<Record<string, Start>> = {
  process: { usualSeconds: 1.5, patienceSeconds: 60 },
  docker: { usualSeconds: 3, patienceSeconds: 120 },
  ecs: { usualSeconds: 60, patienceSeconds: 300 },
};
const unknownStart: Start = { usualSeconds: 30, patienceSeconds: 300 };

/** @param launcher as in LAUNCHER */
export function workerStartSeconds(launcher: string): number {
  return (starts[launcher] ?? unknownStart).usualSeconds;
}

/** @param launcher as in LAUNCHER */
export function workerStartPatienceSeconds(launcher: string): number {
  return (starts[launcher] ?? unknownStart).patienceSeconds;
}
