/** What docs/operations.md says of a lost zone, of an installation by prod.tfvars. */
import { expect, inject, it } from 'vitest';
import { z } from 'zod';
import { readState } from './state.ts';

const state = readState(inject('stateFile'));
/** The values of all resources of a type. */
function all<Shape extends z.ZodType>(type: string, shape: Shape): z.infer<Shape>[] {
  return state.filter((resource) => resource.type === type).map(({ values }) => shape.parse(values));
}

const healthCheck = z.object({
  health_check: z
    .array(z.object({ interval: z.number(), unhealthy_threshold: z.number(), timeout: z.number() }))
    .length(1),
});

it('the load balancer knows of web’s lost tasks within 30 seconds', () => {
  const [check] = all('aws_lb_target_group', healthCheck)[0]?.health_check ?? [];
  if (!check) throw new Error('There is no health check.');
  // Lost right after a good answer: the last of the bad ones is waited for.
  expect(check.interval * check.unhealthy_threshold + check.timeout).toBeLessThan(30);
  expect(check.timeout).toBeLessThan(check.interval);
});

it('a zone takes neither all of web, nor all orchestrators, nor MySQL, nor most of Kafka, nor the way out', () => {
  const services = all('aws_appautoscaling_target', z.object({ min_capacity: z.number() }));
  expect(services).toHaveLength(2);
  for (const { min_capacity } of services) expect(min_capacity).toBeGreaterThanOrEqual(2);
  const balanced = all('aws_ecs_service', z.object({ availability_zone_rebalancing: z.string().nullish() }));
  expect(balanced.filter((service) => service.availability_zone_rebalancing === 'ENABLED')).toHaveLength(2);

  expect(all('aws_db_instance', z.object({ multi_az: z.boolean() }))).toEqual([{ multi_az: true }]);
  expect(all('aws_msk_cluster', z.object({ number_of_broker_nodes: z.number() }))).toEqual([
    { number_of_broker_nodes: 3 },
  ]);

  const subnets = all('aws_subnet', z.object({ availability_zone: z.string() }));
  const zones = new Set(subnets.map(({ availability_zone }) => availability_zone));
  expect(zones.size).toBe(3);
  const gateways = all('aws_nat_gateway', z.object({ subnet_id: z.string() }));
  expect(new Set(gateways.map(({ subnet_id }) => subnet_id)).size).toBe(3);
});
