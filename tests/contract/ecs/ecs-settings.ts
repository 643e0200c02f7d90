import type { EcsLauncherSettings } from '../../../src/server/adapters/ecs-worker-launcher.ts';

/** A launcher of a fake ECS. */
export const ecsSettings = (endpoint: string): EcsLauncherSettings => ({
  region: 'eu-west-1',
  endpoint,
  cluster: 'sluice',
  taskDefinition: 'transcoder:7',
  containerName: 'transcoder',
  subnets: ['subnet-1'],
  securityGroups: ['sg-1'],
  capacityProviders: ['FARGATE_SPOT', 'FARGATE'],
});
