import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEcsWorkerLauncher, LaunchRefused } from '../../../src/server/adapters/ecs-worker-launcher.ts';
import { type FakeEcs, startFakeEcs } from './fake-ecs.ts';

const request = {
  workerId: '01M7Z233DE63NS5PEV51EH0P6S',
  ticket: 'one-use',
  idleSeconds: 60,
  capacity: 'spot',
} as const;

describe('ECS launcher, over HTTP against a fake ECS', () => {
  let ecs: FakeEcs;
  const launcher = () =>
    createEcsWorkerLauncher({
      region: 'eu-west-1',
      endpoint: ecs.url,
      cluster: 'sluice',
      taskDefinition: 'transcoder:7',
      containerName: 'transcoder',
      subnets: ['subnet-1'],
      securityGroups: ['sg-1'],
      capacityProviders: ['FARGATE_SPOT', 'FARGATE'],
    });

  beforeEach(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    ecs = await startFakeEcs();
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await ecs.close();
  });

  it('hands the worker its identity and its ticket and answers with the task', async () => {
    const { handle } = await launcher().launch(request);
    expect([...ecs.tasks.values()]).toEqual([handle]);
    expect(ecs.calls[0]?.overrides.containerOverrides).toEqual([
      {
        name: 'transcoder',
        environment: [
          { name: 'WORKER_ID', value: request.workerId },
          { name: 'WORKER_TICKET', value: 'one-use' },
          { name: 'IDLE_SECONDS', value: '60' },
        ],
      },
    ]);
  });

  it('starts one task however often the same launch is repeated', async () => {
    const first = await launcher().launch(request);
    expect(await launcher().launch(request)).toEqual(first);
    expect(ecs.tasks.size).toBe(1);
  });

  it('takes the next capacity provider when the first has no room', async () => {
    ecs.withoutCapacity.add('FARGATE_SPOT');
    expect((await launcher().launch(request)).capacity).toBe('on-demand');
    expect(ecs.calls.map((call) => call.capacityProviderStrategy[0]?.capacityProvider)).toEqual([
      'FARGATE_SPOT',
      'FARGATE',
    ]);
  });

  it.each([
    ['spot', 'FARGATE_SPOT'],
    ['on-demand', 'FARGATE'],
  ] as const)('starts a worker of the class that is asked for: %s', async (capacity, provider) => {
    const launched = await launcher().launch({ ...request, capacity });
    expect(launched.capacity).toBe(capacity);
    expect(ecs.calls.map((call) => call.capacityProviderStrategy[0]?.capacityProvider)).toEqual([provider]);
  });

  it('takes an answer of 200 without a task for the failure that it is', async () => {
    ecs.withoutCapacity.add('FARGATE_SPOT').add('FARGATE');
    const refusal = await launcher()
      .launch(request)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LaunchRefused);
    expect(refusal).toHaveProperty('reasons', [
      'FARGATE_SPOT: Capacity is unavailable at this time.',
      'FARGATE: Capacity is unavailable at this time.',
    ]);
  });
});
