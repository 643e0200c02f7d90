/** The tasks of the fake and what the four calls do to them. */

import {
  describeTasksCall,
  EcsError,
  listTasksCall,
  type NameAndValue,
  type RunTaskCall,
  runTaskCall,
  stopTaskCall,
} from './protocol.ts';
import { createTask, type FakeStop, type FakeTask, stops } from './task.ts';

/** What a task's container does, for whoever wants it to do something: see `FakeEcsOptions.runContainer`. */
export interface ContainerRun {
  /** SIGTERM, and SIGKILL when the notice is over. */
  stop(): void;
  readonly ended: Promise<{ readonly exitCode: number; readonly reason?: string }>;
}

export interface FakeEcsOptions {
  /** Hears of every change of a task; an end to end test puts it on `ecs.events`. */
  readonly onChange?: (task: FakeTask) => void;
  /**
   * Runs the task's container, for instance as a local process with the definition's command: then the task is
   * RUNNING while it lives, and STOPPED with its exit code. Without it a test moves tasks by hand.
   */
  readonly runContainer?: (
    task: FakeTask,
    container: { readonly name: string; readonly environment: readonly NameAndValue[] },
  ) => ContainerRun;
}

/** AWS JSON tells times in seconds, EventBridge in ISO 8601. */
const onTheWire = (task: FakeTask) => ({ ...task, createdAt: Date.parse(task.createdAt) / 1000 });

export function createCluster(options: FakeEcsOptions) {
  const tasks = new Map<string, FakeTask>();
  const byToken = new Map<string, { readonly request: string; readonly task: FakeTask }>();
  const runs = new Map<string, ContainerRun>();
  /** Tasks that exist, and that DescribeTasks does not know of yet. */
  const unseen = new Set<string>();

  function change(task: FakeTask, to: Partial<FakeTask>): FakeTask {
    Object.assign(task, to);
    task.version += 1;
    options.onChange?.(structuredClone(task));
    return task;
  }

  function setStatus(task: FakeTask, lastStatus: string): void {
    for (const container of task.containers) container.lastStatus = lastStatus;
    change(task, { lastStatus });
  }

  function end(task: FakeTask, { exitCode, reason, ...stop }: FakeStop): void {
    if (task.lastStatus === 'STOPPED') return;
    for (const container of task.containers) {
      container.lastStatus = 'STOPPED';
      if (exitCode !== undefined) container.exitCode = exitCode;
      if (reason !== undefined) container.reason = reason;
    }
    // Who asked for the end is known before the container's.
    const why = task.stopCode ? {} : stop;
    change(task, { ...why, lastStatus: 'STOPPED', desiredStatus: 'STOPPED' });
  }

  function start(task: FakeTask, call: RunTaskCall): void {
    const [container] = call.overrides.containerOverrides;
    const run = container && options.runContainer?.(task, container);
    if (!run) return;
    runs.set(task.taskArn, run);
    setStatus(task, 'RUNNING');
    run.ended.then((ended) => end(task, { ...stops.exited, ...ended }));
  }

  const find = (arn: string): FakeTask => {
    const task = tasks.get(arn);
    if (!task) throw new EcsError('InvalidParameterException', 'The referenced task was not found.');
    return task;
  };

  return {
    tasks,
    unseen,
    setStatus,
    end,

    runTask(body: unknown) {
      const call = runTaskCall.parse(body);
      const request = JSON.stringify(body);
      const known = byToken.get(call.clientToken);
      if (known && known.request !== request) {
        throw new EcsError('ConflictException', 'The clientToken is in use with another request.', {
          resourceIds: [known.task.taskArn],
        });
      }
      if (known) return { tasks: [onTheWire(known.task)], failures: [] };
      const task = createTask(call, call.capacityProviderStrategy[0]?.capacityProvider ?? '');
      tasks.set(task.taskArn, task);
      byToken.set(call.clientToken, { request, task });
      options.onChange?.(structuredClone(task));
      start(task, call);
      return { tasks: [onTheWire(task)], failures: [] };
    },

    describeTasks(body: unknown) {
      const { tasks: arns } = describeTasksCall.parse(body);
      const seen = arns.filter((arn) => tasks.has(arn) && !unseen.has(arn));
      const missing = arns.filter((arn) => !seen.includes(arn));
      return {
        tasks: seen.map(find).map(onTheWire),
        failures: missing.map((arn) => ({ arn, reason: 'MISSING' })),
      };
    },

    listTasks(body: unknown) {
      const { startedBy } = listTasksCall.parse(body);
      const found = [...tasks.values()].filter(
        (task) => task.startedBy === startedBy && task.desiredStatus === 'RUNNING',
      );
      return { taskArns: found.map(({ taskArn }) => taskArn) };
    },

    stopTask(body: unknown) {
      const call = stopTaskCall.parse(body);
      const task = find(call.task);
      const { stopCode } = stops.user;
      change(task, { desiredStatus: 'STOPPED', stopCode, stoppedReason: call.reason ?? '' });
      const run = runs.get(task.taskArn);
      if (run) run.stop();
      else end(task, stops.user);
      return { task: onTheWire(task) };
    },
  };
}
