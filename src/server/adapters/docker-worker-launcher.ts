import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { WorkerEnd } from '#lib/domain/worker-end.ts';
import { LaunchRefused, type WorkerLauncher, type WorkerSight } from '../ports/worker-launcher.ts';
import {
  type ContainerSettings,
  containerEnvironment,
  containerNameOf,
  dockerRunArgs,
  STOP_SECONDS,
  WORKER_LABEL,
} from './docker-run-args.ts';
import { type DockerCall, type DockerProgram, runDocker } from './run-docker.ts';

export interface DockerLauncherSettings extends ContainerSettings {
  /** The docker program, or one that takes the same arguments. */
  readonly program: DockerProgram;
  /** Receives the workers' output, a line at a time. */
  onLine(workerId: string, line: string): void;
}

/** SIGKILL; by the kernel when memory is short, which the engine may not see in a container inside a container. */
const KILLED = 137;

/** Workers as containers of this machine. They end with the orchestrator, unless it is killed: then the next one finds them. */
export function createDockerWorkerLauncher(settings: DockerLauncherSettings): WorkerLauncher {
  /** Containers whose end is waited for, by worker. */
  const watched = new Map<string, Promise<void>>();
  /** Those that we were told to stop. */
  const stopping = new Set<string>();
  const listeners: ((workerId: string, end: WorkerEnd) => void)[] = [];
  const docker = (args: readonly string[], call?: DockerCall) => runDocker(settings.program, args, call);

  /** Why a container that is no longer running has ended. */
  async function endOf(name: string, exitCode: number): Promise<WorkerEnd> {
    const { stdout } = await docker(['inspect', '--format', '{{.State.OOMKilled}}', name]);
    const detail = `docker: exit ${exitCode}`;
    if (stdout === 'true') return { cause: 'out-of-memory', detail: `${detail}, killed for its memory` };
    if (stopping.has(name)) return { cause: 'interrupted', detail };
    return { cause: exitCode === KILLED ? 'out-of-memory' : 'exited', detail };
  }

  async function follow(workerId: string, name: string): Promise<void> {
    const logs = spawn(settings.program.path, ['logs', '--follow', name], {
      env: { NODE_ENV: 'production', ...settings.program.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // Ends with the container; without its output a worker works all the same.
    const logged = new Promise<void>((resolve) => {
      logs.once('error', () => resolve()).once('close', () => resolve());
    });
    for (const stream of [logs.stdout, logs.stderr]) {
      createInterface({ input: stream }).on('line', (line) => settings.onLine(workerId, line));
    }
    const { code, stdout } = await docker(['wait', name], { isPatient: true });
    // The engine went away, or the container was removed: nothing is known of its end.
    if (code !== 0) return;
    const end = await endOf(name, Number(stdout));
    for (const listener of listeners) listener(workerId, end);
    await logged;
    await docker(['rm', name]);
  }

  function watch(workerId: string, name: string): void {
    if (watched.has(workerId)) return;
    const following = follow(workerId, name)
      // Seen again, and waited for again, by the next look.
      .catch(() => undefined)
      .finally(() => {
        watched.delete(workerId);
        stopping.delete(name);
      });
    watched.set(workerId, following);
  }

  async function stop(name: string): Promise<void> {
    stopping.add(name);
    const { code, stderr } = await docker(['stop', '-t', String(STOP_SECONDS), name]);
    if (code !== 0 && !/no such container/i.test(stderr)) throw new Error(`docker stop: ${stderr}`);
  }

  return {
    name: 'docker',

    async launch(request) {
      const name = containerNameOf(request.workerId);
      const env = containerEnvironment(settings, request);
      const args = dockerRunArgs(settings, request.workerId, Object.keys(env));
      const { code, stderr } = await docker(args, { env }).catch((error: unknown) => {
        throw new LaunchRefused('rejected', `docker can not be run: ${String(error)}`);
      });
      // Killed after its time: the engine may have started the container.
      if (code === null) throw new Error('docker run did not answer');
      const isThere = code === 0 || /name .* already in use/i.test(stderr);
      if (!isThere) throw new LaunchRefused('rejected', `docker run: ${stderr}`);
      watch(request.workerId, name);
      return { handle: name, capacity: 'local' };
    },

    async inspect(workers) {
      const format = `{{.Label "${WORKER_LABEL}"}} {{.State}}`;
      const filter = ['--filter', `label=${WORKER_LABEL}`];
      const { code, stdout, stderr } = await docker(['ps', '--all', ...filter, '--format', format]);
      if (code !== 0) throw new Error(`docker ps: ${stderr}`);
      const states = new Map(stdout.split('\n').map((line) => line.split(' ') as [string, string]));
      const seen = new Map<string, WorkerSight>();
      for (const { workerId } of workers) {
        const state = states.get(workerId);
        if (!state) continue;
        const handle = containerNameOf(workerId);
        // One of a killed orchestrator, alive or ended, is taken over: its end is told by `onExit`.
        watch(workerId, handle);
        if (state === 'created') seen.set(workerId, { state: 'starting', handle });
        else if (state !== 'exited' && state !== 'dead') seen.set(workerId, { state: 'running', handle });
      }
      return seen;
    },

    stop,

    async stopAll() {
      const running = [...watched];
      await Promise.all(running.map(([workerId]) => stop(containerNameOf(workerId))));
      await Promise.all(running.map(([, following]) => following));
    },

    onExit(listener) {
      listeners.push(listener);
    },
  };
}
