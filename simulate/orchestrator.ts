import { createMetrics } from '../src/server/metrics/metrics.ts';
import { startConsumers } from '../src/server/orchestrator/consumers.ts';
import { createDuty } from '../src/server/orchestrator/duty.ts';
import { lookAfterWorkers } from '../src/server/orchestrator/look-after-workers.ts';
import { relayOutbox } from '../src/server/orchestrator/relay.ts';
import { scaleWorkers } from '../src/server/orchestrator/scale-workers.ts';
import { allBrooms } from '../src/server/sweeper/all-brooms.ts';
import { createSweeper } from '../src/server/sweeper/sweeper.ts';
import { createFinalizer } from '../src/server/transcodes/finalizer.ts';
import { defaultPlanPolicy } from '../src/server/transcodes/plan-policy.ts';
import { createWorkerRegistry } from '../src/server/transcodes/worker-registry.ts';
import { openLauncher } from './launcher.ts';
import { type Program, startProgram } from './program.ts';
import { createQuietLog } from './quiet-log.ts';
import { buckets, type World } from './world.ts';

/** Counts are nobody's here. */
const metrics = createMetrics();

const ORPHAN_GRACE_HOURS = 72;
const PAUSE_AFTER_ERROR_MS = 1_000;
/** A turn that finds nothing changed is left out, but time alone changes things too. */
const LONGEST_PAUSE_MS = 5_000;

/** One replica of the orchestrator: the same parts as in orchestrator-container.ts, on virtual time. */
export function startOrchestrator(world: World, name: string): Program {
  const program = startProgram(world, name);
  const { db, clock, bus, store } = program;
  const log = createQuietLog((what) => world.tell(name, what));
  const registry = createWorkerRegistry({ db, clock });
  const launcher = openLauncher(world, program, (workerId) => registry.leave(workerId));
  const finalizer = createFinalizer({ db, clock, store, mediaBucket: buckets.media });
  const dutyOf = (duty: string) => createDuty({ db, clock }, duty, name);
  const duties = {
    relay: dutyOf('relay'),
    finalizer: dutyOf('finalizer'),
    launcher: dutyOf('launcher'),
    sweeper: dutyOf('sweeper'),
  };
  const brooms = allBrooms(
    { db, clock, store, log, buckets, metrics },
    { orphanGraceHours: ORPHAN_GRACE_HOURS },
  );
  const sweeper = createSweeper({ brooms, clock, log, metrics });

  /** @param turn answers whether there was work */
  async function loop(
    what: keyof typeof duties,
    everyMs: number,
    turn: () => Promise<boolean>,
  ): Promise<void> {
    for (;;) {
      let pauseMs = everyMs;
      const commits = world.ledger.commits();
      try {
        if (!(await duties[what].hold())) pauseMs = LONGEST_PAUSE_MS;
        else if (await turn()) pauseMs = 0;
      } catch (error) {
        world.tell(name, `a turn of the ${what} failed: ${describe(error)}`);
        pauseMs = PAUSE_AFTER_ERROR_MS;
      }
      if (pauseMs > 0) await program.sleep(pauseMs);
      if (pauseMs === everyMs && world.ledger.commits() === commits) await newsOr(LONGEST_PAUSE_MS);
    }
  }

  function newsOr(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      void program.sleep(mostMs).then(resolve);
      world.ledger.onceCommitted(() => void program.sleep(1).then(resolve));
    });
  }

  void loop('relay', 200, async () => (await relayOutbox({ db, bus, clock })) > 0);
  void loop('finalizer', 2_000, async () => (await finalizer.run()) > 0);
  void loop('launcher', 3_000, async () => {
    await scaleWorkers({ db, clock, registry, launcher, log, limits: world.limits, idleSeconds: 10 });
    return false;
  });
  if (!world.bug.withoutSweeper) {
    void loop('sweeper', 3_000, async () => {
      await lookAfterWorkers({ db, clock, registry, launcher, log });
      sweeper.run();
      return false;
    });
  }
  void startConsumers({
    db,
    clock,
    bus,
    log,
    metrics,
    sourceBucket: buckets.source,
    planPolicy: {
      ...defaultPlanPolicy,
      segmentsPerChunk: 2,
      copySource: world.hasCopies,
      capacity: { hasSpot: world.launcherName === 'ecs', spotLargestRung: null },
    },
    signal: new AbortController().signal,
    backoff: (tries) => program.sleep(world.chance.between(0, Math.min(5_000, 100 * 2 ** tries))),
  });
  return program;
}

/** What MySQL said, without the query: its parameters hold secrets, which are the only thing that no seed decides. */
function describe(error: unknown): string {
  return String(error instanceof Error && error.cause !== undefined ? error.cause : error);
}
