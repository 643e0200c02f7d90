/** RunTask, DescribeTasks and StopTask over HTTP, by the real SDK client, on a fake that gives each shape of ECS. */
import { ulid } from 'ulid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEcsWorkerLauncher } from '../../../src/server/adapters/ecs-worker-launcher.ts';
import {
  type Launched,
  LaunchRefused,
  type LaunchRequest,
} from '../../../src/server/ports/worker-launcher.ts';
import { type FakeEcs, startFakeEcs } from '../../support/fake-ecs/fake-ecs.ts';
import { type Fault, faults } from '../../support/fake-ecs/faults.ts';
import { type FakeStop, stops } from '../../support/fake-ecs/task.ts';
import { ecsSettings } from './ecs-settings.ts';

const requestFor = (over: Partial<LaunchRequest> = {}): LaunchRequest => ({
  workerId: ulid(),
  ticket: 'one-use',
  idleSeconds: 60,
  capacity: 'spot',
  attempt: 0,
  ...over,
});

let ecs: FakeEcs;
/** The SDK's own repetitions are left out, so that one call is one call. */
const launcher = (over: { callAttempts?: number; callTimeoutMs?: number; subnets?: string[] } = {}) =>
  createEcsWorkerLauncher({ ...ecsSettings(ecs.url), callAttempts: 1, callTimeoutMs: 5_000, ...over });
const outcomeOf = (launch: Promise<Launched>) => launch.catch((error: unknown) => error);
const runCalls = () => ecs.calls.filter(({ operation }) => operation === 'RunTask').map(({ body }) => body);

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  ecs = await startFakeEcs();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await ecs.close();
});

describe('a launch', () => {
  it('names its worker in the token, in startedBy and in a tag, and hands over its ticket', async () => {
    const request = requestFor();
    const { handle } = await launcher().launch(request);
    expect(ecs.tasks().map(({ taskArn }) => taskArn)).toEqual([handle]);
    expect(runCalls()[0]).toMatchObject({
      count: 1,
      clientToken: `${request.workerId}-0`,
      startedBy: `sluice/${request.workerId}`,
      tags: [
        { key: 'sluice:worker', value: request.workerId },
        { key: 'sluice:capacity', value: 'spot' },
      ],
      overrides: {
        containerOverrides: [
          {
            name: 'transcoder',
            environment: [
              { name: 'WORKER_ID', value: request.workerId },
              { name: 'WORKER_TICKET', value: 'one-use' },
              { name: 'IDLE_SECONDS', value: '60' },
              { name: 'FFMPEG_THREADS', value: '1' },
            ],
          },
        ],
      },
    });
  });

  it.each([
    ['spot', 0, 'FARGATE_SPOT', 'spot', '1'],
    ['spot', 1, 'FARGATE', 'on-demand', '2'],
    ['on-demand', 0, 'FARGATE', 'on-demand', '2'],
    ['on-demand', 1, 'FARGATE_SPOT', 'spot', '1'],
  ] as const)(
    'for %s at attempt %i asks %s alone, and gives it the threads of %s: %s',
    async (capacity, attempt, provider, had, threads) => {
      const launched = await launcher().launch(requestFor({ capacity, attempt }));
      expect(launched.capacity).toBe(had);
      const environment = expect.arrayContaining([{ name: 'FFMPEG_THREADS', value: threads }]);
      expect(runCalls()).toMatchObject([
        {
          capacityProviderStrategy: [{ capacityProvider: provider }],
          overrides: { containerOverrides: [{ environment }] },
        },
      ]);
    },
  );

  it('takes the task that its token has already started when our settings have changed since', async () => {
    const request = requestFor();
    const { handle } = await launcher().launch(request);
    expect((await launcher({ subnets: ['subnet-9'] }).launch(request)).handle).toBe(handle);
    expect(ecs.tasks()).toHaveLength(1);
  });
});

/** Every way in which ECS does not simply start a task: what it must be taken for, and whether to ask elsewhere. */
const refusals: readonly [string, Fault, LaunchRefused['reason'], boolean][] = [
  ['200 without a task, RESOURCE:FARGATE', faults.noRoom, 'no-capacity', true],
  ['200 without a task, RESOURCE:MEMORY', faults.noMemory, 'no-capacity', true],
  ['200 without a task, capacity unavailable', faults.noCapacityFailure, 'no-capacity', true],
  ['200 without a task or a reason', faults.nothingAtAll, 'rejected', true],
  ['200 without a task, rate exceeded', faults.rateFailure, 'throttled', false],
  ['exception: capacity unavailable', faults.noCapacityException, 'no-capacity', true],
  ['exception: too many vCPUs', faults.tooManyVcpus, 'no-capacity', true],
  ['exception: rate exceeded', faults.rateExceeded, 'throttled', false],
  ['exception: no such capacity provider', faults.noSuchProvider, 'rejected', true],
  ['exception: no such cluster', faults.noSuchCluster, 'rejected', false],
  ['exception: no such task definition', faults.noSuchDefinition, 'rejected', false],
  ['exception: access denied', faults.denied, 'rejected', false],
];

describe('a launch that ECS turns down', () => {
  it.each(refusals)('%s', async (_, fault, reason, hasNext) => {
    ecs.fail('RunTask', fault);
    const refusal = await outcomeOf(launcher().launch(requestFor()));
    expect(refusal).toBeInstanceOf(LaunchRefused);
    expect(refusal).toMatchObject({ reason, hasNext, message: expect.stringMatching(/^FARGATE_SPOT: ./) });
    expect(ecs.tasks()).toEqual([]);
  });

  it('has nowhere else to ask after the last capacity provider', async () => {
    ecs.fail('RunTask', faults.noRoom);
    expect(await outcomeOf(launcher().launch(requestFor({ attempt: 1 })))).toMatchObject({ hasNext: false });
    expect(await outcomeOf(launcher().launch(requestFor({ attempt: 2 })))).toMatchObject({ hasNext: false });
  });
});

describe('a launch whose answer is lost', () => {
  it.each([
    ['timed out after the launch', faults.answerLost],
    ['connection cut after the launch', faults.cutAfter],
    ['connection cut before the launch', faults.cutBefore],
    ['server error', faults.serverError],
  ])('%s: is called refused by nobody, and started once by its repetition', async (_, fault) => {
    ecs.fail('RunTask', fault);
    const request = requestFor();
    const impatient = launcher({ callTimeoutMs: 300 });
    const error = await outcomeOf(impatient.launch(request));
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(LaunchRefused);
    const { handle } = await launcher().launch(request);
    expect(ecs.tasks().map(({ taskArn }) => taskArn)).toEqual([handle]);
  });

  it('is repeated by the SDK itself, with the same token', async () => {
    ecs.fail('RunTask', faults.answerLost, faults.rateExceeded);
    await launcher({ callTimeoutMs: 300, callAttempts: 3 }).launch(requestFor());
    expect(new Set(runCalls().map(({ clientToken }) => clientToken)).size).toBe(1);
    expect(runCalls()).toHaveLength(3);
    expect(ecs.tasks()).toHaveLength(1);
  });

  it('is found by its worker, though its handle was never noted', async () => {
    ecs.fail('RunTask', faults.cutAfter);
    const request = requestFor();
    await outcomeOf(launcher().launch(request));
    const sights = await launcher().inspect([{ workerId: request.workerId, handle: null }]);
    expect(sights.get(request.workerId)?.handle).toBe(ecs.tasks()[0]?.taskArn);
  });
});

describe('a look at a task', () => {
  async function launchOne() {
    const request = requestFor();
    const { handle } = await launcher().launch(request);
    const [task] = ecs.tasks();
    if (!task) throw new Error('no task');
    const look = async () =>
      (await launcher().inspect([{ workerId: request.workerId, handle }])).get(request.workerId);
    return { handle, task, look };
  }

  it.each([
    ['PROVISIONING', 'starting'],
    ['PENDING', 'starting'],
    ['ACTIVATING', 'starting'],
    ['RUNNING', 'running'],
    ['DEACTIVATING', 'running'],
    ['STOPPING', 'running'],
  ] as const)('%s is %s', async (status, state) => {
    const { handle, task, look } = await launchOne();
    ecs.setStatus(task, status);
    expect(await look()).toEqual({ state, handle });
  });

  it('MISSING just after RunTask says nothing; later it is seen', async () => {
    const { task, look } = await launchOne();
    ecs.setSeen(task, false);
    expect(await look()).toBeUndefined();
    ecs.setSeen(task, true);
    expect(await look()).toMatchObject({ state: 'starting' });
  });

  it.each([
    ['exit 0', stops.exited, 'exited'],
    ['exit 1', stops.crashed, 'exited'],
    ['out of memory', stops.outOfMemory, 'out-of-memory'],
    ['137 without words', stops.killed, 'out-of-memory'],
    ['spot', stops.spot, 'interrupted'],
    ['spot, killed after its notice', stops.spotKilled, 'interrupted'],
    ['termination notice', stops.termination, 'interrupted'],
    ['service scheduler', stops.scheduler, 'interrupted'],
    ['infrastructure health', stops.infrastructure, 'interrupted'],
    ['stopped by a user', stops.user, 'interrupted'],
    ['image not pulled', stops.cannotPull, 'never-started'],
    ['no secret', stops.noSecret, 'never-started'],
  ] as const)('STOPPED: %s', async (_, stop: FakeStop, cause) => {
    const { task, look } = await launchOne();
    ecs.end(task, stop);
    const detail = expect.stringContaining(stop.stoppedReason);
    expect(await look()).toMatchObject({ state: 'ended', end: { cause, detail } });
  });

  it('stops it, and does not mind that it is gone', async () => {
    const { handle, task, look } = await launchOne();
    await launcher().stop(handle, 'given up');
    expect(task).toMatchObject({ desiredStatus: 'STOPPED', stoppedReason: 'given up' });
    expect(await look()).toMatchObject({ state: 'ended', end: { cause: 'interrupted' } });
    await launcher().stop('arn:aws:ecs:eu-west-1:111122223333:task/sluice/gone', 'given up');
  });

  it('takes a hundred and more at a time', async () => {
    const refs = Array.from({ length: 101 }, () => ({ workerId: ulid(), handle: `arn:${ulid()}` }));
    expect((await launcher().inspect(refs)).size).toBe(0);
    expect(ecs.calls.map(({ operation }) => operation)).toEqual(['DescribeTasks', 'DescribeTasks']);
  });
});
