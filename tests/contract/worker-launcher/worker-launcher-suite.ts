/** What a launcher that starts programs on this machine must do. One file per adapter runs this. */
import { ulid } from 'ulid';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LaunchRequest, WorkerLauncher } from '../../../src/server/ports/worker-launcher.ts';
import { waitFor } from '../../support/wait-for.ts';

export interface LaunchedWorker {
  /** Whatever its environment holds. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface WorkerLauncherUnderTest {
  readonly name: string;
  /** What the launcher is told to hand to every worker. */
  readonly environment: Readonly<Record<string, string>>;
  open(): WorkerLauncher;
  /** Resolves when the worker has said that it runs. */
  whenRunning(workerId: string): Promise<LaunchedWorker>;
  isRunning(handle: string): boolean;
  /** Ends a worker from outside, without a word. */
  kill(handle: string): void;
}

export function describeWorkerLauncher(subject: WorkerLauncherUnderTest): void {
  const request = (over: Partial<LaunchRequest> = {}): LaunchRequest => ({
    workerId: ulid(),
    ticket: `ticket-${ulid()}`,
    idleSeconds: 60,
    capacity: 'on-demand',
    ...over,
  });

  describe(`the worker launcher ${subject.name}`, () => {
    const opened: WorkerLauncher[] = [];
    const open = () => {
      const launcher = subject.open();
      opened.push(launcher);
      return launcher;
    };
    afterEach(async () => {
      vi.unstubAllEnvs();
      await Promise.all(opened.splice(0).map((launcher) => launcher.stopAll()));
    });

    it('gives a worker its identity, its ticket and its settings, and nothing of its own surroundings', async () => {
      vi.stubEnv('DATABASE_URL', 'mysql://sluice:secret@127.0.0.1/sluice');
      vi.stubEnv('AUTH_SECRET', 'a secret of web');
      const asked = request();
      await open().launch(asked);
      const { environment } = await subject.whenRunning(asked.workerId);
      expect(environment).toEqual({
        ...subject.environment,
        NODE_ENV: 'production',
        WORKER_ID: asked.workerId,
        WORKER_TICKET: asked.ticket,
        IDLE_SECONDS: '60',
        EXIT_WITH_STDIN: 'true',
      });
    });

    it('tells a worker that is kept warm never to end by itself', async () => {
      const asked = request({ idleSeconds: null });
      await open().launch(asked);
      expect((await subject.whenRunning(asked.workerId)).environment.IDLE_SECONDS).toBe('0');
    });

    it('tells once who ended, and of no other', async () => {
      const launcher = open();
      const ended: string[] = [];
      launcher.onExit((workerId) => ended.push(workerId));
      const [one, other] = [request(), request()];
      const { handle, capacity } = await launcher.launch(one);
      const { handle: staying } = await launcher.launch(other);
      await Promise.all([subject.whenRunning(one.workerId), subject.whenRunning(other.workerId)]);
      subject.kill(handle);
      await waitFor('the end to be told', () => ended.length > 0);
      expect(capacity).toBe('local');
      expect(ended).toEqual([one.workerId]);
      expect(subject.isRunning(staying)).toBe(true);
    });

    it('stops all its workers, and is done when they are gone', async () => {
      const launcher = open();
      const ended: string[] = [];
      launcher.onExit((workerId) => ended.push(workerId));
      const asked = [request(), request(), request()];
      const launched = await Promise.all(asked.map((each) => launcher.launch(each)));
      const handles = launched.map(({ handle }) => handle);
      await Promise.all(asked.map((each) => subject.whenRunning(each.workerId)));
      expect(handles.map(subject.isRunning)).toEqual([true, true, true]);
      await launcher.stopAll();
      expect(handles.map(subject.isRunning)).toEqual([false, false, false]);
      expect(ended.sort()).toEqual(asked.map((each) => each.workerId).sort());
      await launcher.stopAll();
    });
  });
}
