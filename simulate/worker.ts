import { composeEvent } from '../src/lib/domain/compose-event.ts';
import { AppError } from '../src/lib/domain/errors.ts';
import { type EventData, topics } from '../src/lib/domain/events.ts';
import { type LeasedTask, leasedTask } from '../src/lib/domain/worker-protocol.ts';
import type { LaunchRequest } from '../src/server/ports/worker-launcher.ts';
import { type Program, startProgram } from './program.ts';
import { type Result, runTask, TaskFailed } from './run-task.ts';
import { insist, request, type Web } from './web.ts';
import type { World } from './world.ts';

/** The lease has ended: by a cancel, or because nobody could be reached for too long. */
class Stopped extends Error {}

const IDLE_POLL_MS = 2_000;

/** One container from its start to its end. */
export function startWorker(world: World, launch: LaunchRequest): Program {
  const { workerId } = launch;
  const program = startProgram(world, `worker ${workerId.slice(-4)}`);
  const { chance } = world;
  world.containers.add(program);
  program.onDeath(() => world.containers.delete(program));

  /** What the worker router does before it answers. */
  async function enrolled<T>(
    web: Web,
    session: string,
    handle: (capacity: Capacity) => Promise<T>,
  ): Promise<T> {
    const worker = await web.registry.workerOf(`${workerId}.${session}`);
    if (!worker) throw new AppError('UNAUTHORIZED');
    return handle(worker.capacity);
  }
  type Capacity = NonNullable<Awaited<ReturnType<Web['registry']['workerOf']>>>['capacity'];

  /** Tells a fact until the broker has it. */
  async function report<Type extends 'task.segment-bound' | 'task.succeeded' | 'task.failed'>(
    type: Type,
    data: EventData<Type>,
  ): Promise<void> {
    const value = JSON.stringify(composeEvent(program.clock.newId(), program.clock.now(), type, data));
    for (;;) {
      try {
        await program.bus.publish(topics.transcodes, [{ key: data.videoId, value }]);
        return;
      } catch {
        await program.sleep(1_000);
      }
    }
  }

  async function runLeased(task: LeasedTask, leaseSeconds: number, session: string): Promise<void> {
    const { taskId, videoId, epoch } = task;
    const attempt = { taskId, videoId, epoch, workerId };
    let state: 'running' | 'stopped' | 'over' = 'running';
    world.tell(program.name, `runs ${task.kind} ${taskId.slice(-4)} of ${videoId.slice(-4)}, epoch ${epoch}`);

    async function keepLease(): Promise<void> {
      let renewedAt = program.clock.now().getTime();
      for (;;) {
        await program.sleep(Math.min(2_000, (1_000 * leaseSeconds) / 3));
        if (state !== 'running') return;
        const askedAt = program.clock.now().getTime();
        try {
          const { cancel } = await request(world, program, 'renews', (web) =>
            enrolled(web, session, () => web.leases.renew(workerId, taskId, epoch)),
          );
          if (cancel && state === 'running') state = 'stopped';
          renewedAt = askedAt;
        } catch (error) {
          const isLost = program.clock.now().getTime() - renewedAt > 1_000 * leaseSeconds;
          if ((error instanceof AppError || isLost) && state === 'running') state = 'stopped';
        }
      }
    }

    void keepLease();
    try {
      const result: Result = await runTask(task, {
        world,
        program,
        check() {
          if (state === 'stopped') throw new Stopped();
        },
        tellBound: ({ bound }) => report('task.segment-bound', { ...attempt, ...bound }),
      });
      world.ledger.seeSuccess(taskId, epoch);
      await report('task.succeeded', { ...attempt, cpuSeconds: 1, result });
    } catch (error) {
      if (error instanceof Stopped) return;
      if (!(error instanceof TaskFailed)) throw error;
      await report('task.failed', { ...attempt, ...error.end, detail: error.message });
    } finally {
      state = 'over';
    }
  }

  async function live(): Promise<void> {
    // A ticket opens once: when the answer is lost, so is the worker.
    const { sessionToken } = await request(world, program, 'enters', (web) =>
      web.registry.enter(workerId, launch.ticket),
    );
    let idleSinceMs = world.timeline.nowMs();
    const idleMs = 1_000 * (launch.idleSeconds ?? Number.POSITIVE_INFINITY);
    while (world.timeline.nowMs() - idleSinceMs < idleMs) {
      const { task, leaseSeconds } = await insist(world, program, 'asks for a task', (web) =>
        enrolled(web, sessionToken, (capacity) => web.leases.lease({ workerId, capacity })),
      );
      if (task) {
        await runLeased(leasedTask.parse(task), leaseSeconds, sessionToken);
        idleSinceMs = world.timeline.nowMs();
      } else await program.sleep(IDLE_POLL_MS);
    }
    await insist(world, program, 'leaves', (web) =>
      enrolled(web, sessionToken, () => web.registry.leave(workerId)),
    );
  }

  /** A machine that can be bought cheaply can be taken away. */
  async function meetInterruption(): Promise<void> {
    for (;;) {
      await program.sleep(1_000);
      if (chance.chance(world.weather().interruption)) program.kill('its machine is taken away');
    }
  }

  void live().then(
    () => program.kill('its work is done'),
    (error: unknown) => {
      const isRefused = error instanceof AppError || !(error instanceof TypeError);
      if (!isRefused) throw error;
      program.kill(`it ends with ${String(error)}`);
    },
  );
  void meetInterruption();
  return program;
}
