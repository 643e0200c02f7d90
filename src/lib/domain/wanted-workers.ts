/** Work of one class of capacity that no worker has taken, and what those at work still have before them. */
export interface Backlog {
  /** Worker-seconds at the measured speed. */
  readonly seconds: number;
  /** Tasks that somebody waits for, each of which counts as a worker of its own. */
  readonly urgentTasks: number;
}

export interface WorkerLimits {
  readonly min: number;
  readonly max: number;
}

/** A worker is worth its start when it is at work this many times longer. */
const WORK_PER_START = 2;

/**
 * How many workers the work is worth, between the limits. Small tasks share one, for each start is paid for
 * and takes time too; what somebody waits for does not queue behind them.
 * @param startSeconds from the decision to launch to the first lease
 */
export function wantedWorkers(backlog: Backlog, startSeconds: number, limits: WorkerLimits): number {
  const forWork = Math.ceil(backlog.seconds / (startSeconds * WORK_PER_START));
  return Math.min(limits.max, Math.max(limits.min, backlog.urgentTasks, forWork));
}

/** Workers to launch now, by class. */
export interface Launches {
  readonly spot: number;
  readonly onDemand: number;
}

/**
 * Splits what is missing between the classes: spot as much as waits for spot alone, the rest on demand, for a
 * warm worker must not be taken away. Work for spot gets its worker even beside others that may not take it.
 * @param all the whole backlog, that for spot included
 * @param spot what waits for spot alone
 */
export function planLaunches(
  { all, spot }: { readonly all: Backlog; readonly spot: Backlog },
  alive: { readonly all: number; readonly spot: number },
  startSeconds: number,
  limits: WorkerLimits,
): Launches {
  const room = Math.max(0, limits.max - alive.all);
  const noMinimum = { min: 0, max: limits.max };
  const missingSpot = Math.max(0, wantedWorkers(spot, startSeconds, noMinimum) - alive.spot);
  const missing = Math.max(0, wantedWorkers(all, startSeconds, limits) - alive.all);
  const spotLaunches = Math.min(room, missingSpot);
  return { spot: spotLaunches, onDemand: Math.max(0, Math.min(room, missing) - spotLaunches) };
}
