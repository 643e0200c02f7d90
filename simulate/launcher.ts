import type { LaunchRequest, WorkerLauncher } from '../src/server/ports/worker-launcher.ts';
import type { Program } from './program.ts';
import { startWorker } from './worker.ts';
import type { World } from './world.ts';

const SLOWEST_START_MS = 20_000;

/** The cloud as one orchestrator sees it: launches are lost after they succeeded, and containers never live. */
export function openLauncher(
  world: World,
  program: Program,
  leave: (workerId: string) => Promise<void>,
): WorkerLauncher {
  const { chance, timeline } = world;

  function launchOnce(request: LaunchRequest): void {
    // A call that comes again with the token of one before is that launch.
    if (world.launchTokens.has(request.workerId) && !world.bug.launchesTwice) return;
    world.launchTokens.add(request.workerId);
    world.ledger.seeContainer(request.workerId);
    if (chance.chance(world.weather().deadLaunch)) return;
    timeline.after(chance.between(200, SLOWEST_START_MS), () => {
      const worker = startWorker(world, request);
      // Processes are seen to end by who started them; the cloud's word of it comes elsewhere.
      if (world.launcherName === 'process') {
        worker.onDeath(() => program.isAlive() && void leave(request.workerId).catch(() => undefined));
      }
    });
  }

  return {
    name: world.launcherName,
    launch: (request) =>
      program.call('launches a worker', () => {
        launchOnce(request);
        if (world.bug.launchesTwice || chance.chance(world.weather().doubleLaunch)) launchOnce(request);
        if (chance.chance(world.weather().lostLaunch)) throw new Error('time is up');
        const capacity = world.launcherName === 'process' ? ('local' as const) : request.capacity;
        return { handle: `container of ${request.workerId}`, capacity };
      }),
    // The cloud tells nothing of its own accord, nor when asked: silence alone says that a container is gone.
    inspect: async () => new Map(),
    stop: async () => undefined,
    stopAll: async () => undefined,
    onExit: () => undefined,
  };
}
