import type { LaunchRequest } from '../ports/worker-launcher.ts';

export interface ContainerSettings {
  readonly image: string;
  /** As `docker run --memory` takes it; swap is not added to it. */
  readonly memory: string;
  readonly cpus: number;
  /** `uid:gid`; never root: the worker reads files of strangers. */
  readonly user: string;
  readonly network: string;
  /** Everything the worker needs but its identity. */
  readonly environment: Readonly<Record<string, string>>;
}

/** By it our containers are told from others. Holds the worker's id. */
export const WORKER_LABEL = 'sluice.worker';
/** The only place that can be written to. In memory: it counts as the container's. */
const WORK_DIR = '/work';
/** Between SIGTERM and SIGKILL: enough to end FFmpeg and to tell web. */
export const STOP_SECONDS = 30;

/** The engine starts no second container of one name: that is what makes a launch once. */
export const containerNameOf = (workerId: string): string => `sluice-${workerId}`;

/** All that the container's program finds in its environment. */
export function containerEnvironment(
  { environment }: Pick<ContainerSettings, 'environment'>,
  { workerId, ticket, idleSeconds }: Pick<LaunchRequest, 'workerId' | 'ticket' | 'idleSeconds'>,
): Record<string, string> {
  return {
    ...environment,
    NODE_ENV: 'production',
    WORK_DIR,
    WORKER_ID: workerId,
    WORKER_TICKET: ticket,
    IDLE_SECONDS: String(idleSeconds ?? 0),
  };
}

/** The arguments of `docker run`. Variables are named without their values: those go through the environment. */
export function dockerRunArgs(
  settings: ContainerSettings,
  workerId: string,
  variables: readonly string[],
): string[] {
  return [
    'run',
    '--detach',
    ...['--name', containerNameOf(workerId)],
    ...['--label', `${WORKER_LABEL}=${workerId}`],
    '--init',
    '--read-only',
    ...['--tmpfs', `${WORK_DIR}:rw,noexec,nosuid,nodev,mode=1777`],
    ...['--tmpfs', '/tmp:rw,noexec,nosuid,nodev,mode=1777'],
    ...['--security-opt', 'no-new-privileges'],
    ...['--cap-drop', 'ALL'],
    ...['--user', settings.user],
    ...['--memory', settings.memory, '--memory-swap', settings.memory],
    ...['--cpus', String(settings.cpus)],
    ...['--pids-limit', '512'],
    ...['--network', settings.network],
    ...['--stop-timeout', String(STOP_SECONDS)],
    ...variables.flatMap((name) => ['--env', name]),
    settings.image,
  ];
}
