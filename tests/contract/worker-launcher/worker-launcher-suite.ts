/** What every launcher must do. One file per adapter runs this: processes, containers, ECS tasks. */
import { ulid } from 'ulid';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WorkerEnd } from '../../../src/lib/domain/worker-end.ts';
import type { LaunchRequest, WorkerLauncher } from '../../../src/server/ports/worker-launcher.ts';
import { waitFor } from '../../support/wait-for.ts';

export interface WorkerLauncherUnderTest {
  readonly name: string;
  /** All that a worker's environment holds beside its identity. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether its workers end with the orchestrator. */
  readonly endsWithUs: boolean;
  open(): WorkerLauncher;
  /** Resolves with its environment when the worker has said that it runs. */
  whenRunning(workerId: string): Promise<Readonly<Record<string, string>>>;
  isRunning(workerId: string, handle: string): boolean;
  /** Ends a worker from outside, without a word. */
  kill(workerId: string, handle: string): void;
}

export function describeWorkerLauncher(subject: WorkerLauncherUnderTest): void {
  const request = (over: Partial<LaunchRequest> = {}): LaunchRequest => ({
    workerId: ulid(),
    ticket: `ticket-${ulid()}`,
    idleSeconds: 60,
    capacity: 'on-demand',
    attempt: 0,
    ...over,
  });

  describe(`the worker launcher ${subject.name}`, () => {
    const opened: WorkerLauncher[] = [];
    const started: { workerId: string; handle: string }[] = [];

    /** With all ends that it tells. */
    function open() {
      const launcher = subject.open();
      opened.push(launcher);
      const told: { workerId: string; end: WorkerEnd }[] = [];
      launcher.onExit((workerId, end) => told.push({ workerId, end }));
      return { launcher, told };
    }
    async function start(launcher: WorkerLauncher, asked = request()) {
      const launched = await launcher.launch(asked);
      const { workerId } = asked;
      started.push({ workerId, handle: launched.handle });
      const environment = await subject.whenRunning(workerId);
      return { ...launched, workerId, environment };
    }
    afterEach(async () => {
      for (const { workerId, handle } of started.splice(0)) {
        if (subject.isRunning(workerId, handle)) await opened[0]?.stop(handle, 'the test is over');
        await waitFor('it to be gone', () => !subject.isRunning(workerId, handle));
      }
      await Promise.all(opened.splice(0).map((launcher) => launcher.stopAll()));
      vi.unstubAllEnvs();
    });

    it('gives a worker its identity, its ticket and its settings, and nothing of its own surroundings', async () => {
      vi.stubEnv('DATABASE_URL', 'mysql://sluice:secret@127.0.0.1/sluice');
      vi.stubEnv('AUTH_SECRET', 'a secret of web');
      const asked = request();
      const { environment } = await start(open().launcher, asked);
      expect(environment).toEqual({
        ...subject.environment,
        WORKER_ID: asked.workerId,
        WORKER_TICKET: asked.ticket,
        IDLE_SECONDS: '60',
      });
    });

    it('tells a worker that is kept warm never to end by itself', async () => {
      const { environment } = await start(open().launcher, request({ idleSeconds: null }));
      expect(environment.IDLE_SECONDS).toBe('0');
    });

    it('starts one worker however often the same launch is repeated', async () => {
      const { launcher } = open();
      const asked = request();
      const { handle, capacity } = await start(launcher, asked);
      expect(await launcher.launch(asked)).toEqual({ handle, capacity });
    });

    it('sees a worker that runs, by its id alone too, and says nothing of one that it does not know', async () => {
      const { launcher } = open();
      const { workerId, handle } = await start(launcher);
      const unknown = ulid();
      const sights = await launcher.inspect([
        { workerId, handle },
        { workerId: unknown, handle: null },
      ]);
      expect([...sights]).toEqual([[workerId, { state: 'running', handle }]]);
      expect(await launcher.inspect([{ workerId, handle: null }])).toEqual(sights);
    });

    it('shows the end of a worker once, when it happens or when it is asked, and that of no other', async () => {
      const { launcher, told } = open();
      const [one, other] = [await start(launcher), await start(launcher)];
      subject.kill(one.workerId, one.handle);
      const shown = await waitFor('the end to show', async () => {
        const sights = await launcher.inspect([one, other]);
        return (
          (told.length > 0 || sights.get(one.workerId)?.state === 'ended') && { sights, told: [...told] }
        );
      });
      expect(shown.sights.get(other.workerId)?.state).toBe('running');
      expect(shown.told.map(({ workerId }) => workerId)).toEqual(told.length > 0 ? [one.workerId] : []);
      expect(subject.isRunning(other.workerId, other.handle)).toBe(true);
    });

    it('stops one worker by its handle, and does not mind that it is gone', async () => {
      const { launcher } = open();
      const [one, other] = [await start(launcher), await start(launcher)];
      await launcher.stop(one.handle, 'given up');
      await waitFor('it to be gone', () => !subject.isRunning(one.workerId, one.handle));
      await launcher.stop(one.handle, 'given up');
      expect(subject.isRunning(other.workerId, other.handle)).toBe(true);
    });

    it(`when it ends itself, ${subject.endsWithUs ? 'stops all its workers first' : 'lets its workers live'}`, async () => {
      const { launcher } = open();
      const all = [await start(launcher), await start(launcher), await start(launcher)];
      await launcher.stopAll();
      const running = all.map(({ workerId, handle }) => subject.isRunning(workerId, handle));
      expect(running).toEqual(all.map(() => !subject.endsWithUs));
      await launcher.stopAll();
    });
  });
}
