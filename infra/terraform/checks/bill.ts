/** What an idle installation costs a month, of what Terraform makes: the rows of docs/operations.md that are more than a few dollars. */
import { z } from 'zod';
import type { Resource } from './state.ts';

/** Dollars at AWS's list prices in us-east-1, on demand: an hour, or a gigabyte of disk a month. */
const prices = {
  broker: { 'kafka.t3.small': 0.0456, 'kafka.m7g.large': 0.204 },
  brokerGigabyte: 0.1,
  database: { 'db.t4g.small': 0.032, 'db.m7g.large': 0.168 },
  databaseGigabyte: 0.115,
  vcpu: 0.04048,
  gigabyteOfMemory: 0.004445,
  // With its public address.
  natGateway: 0.045 + 0.005,
  // In each zone.
  endpoint: 0.01,
  loadBalancer: 0.0225,
} as const;
const HOURS = 730;

type Lines = Readonly<Record<string, number>>;

function priceOf(table: Readonly<Record<string, number>>, name: string): number {
  const price = table[name];
  if (price === undefined) throw new Error(`${name} has no price in ${import.meta.filename}.`);
  return price;
}

/**
 * @param made resources of a state, or of a plan
 * @param warmWorkers how many never end
 */
export function idleBill(made: readonly Resource[], warmWorkers: number): Lines {
  const all = <Shape extends z.ZodType>(type: string, shape: Shape): z.infer<Shape>[] =>
    made.filter((resource) => resource.type === type).map(({ values }) => shape.parse(values));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

  const kafka = all('aws_msk_cluster', clusterShape).map((cluster) => {
    const [group] = cluster.broker_node_group_info;
    const disk = group?.storage_info[0]?.ebs_storage_info[0]?.volume_size ?? 0;
    const hour = priceOf(prices.broker, group?.instance_type ?? '');
    return cluster.number_of_broker_nodes * (hour * HOURS + disk * prices.brokerGigabyte);
  });
  const mysql = all('aws_db_instance', databaseShape).map(
    ({ instance_class, multi_az, allocated_storage }) =>
      (multi_az ? 2 : 1) *
      (priceOf(prices.database, instance_class) * HOURS + allocated_storage * prices.databaseGigabyte),
  );

  const tasks = new Map(all('aws_ecs_task_definition', taskShape).map((task) => [task.family, task]));
  const taskPrice = (program: string): number => {
    const task = [...tasks].find(([family]) => family.endsWith(`-${program}`))?.[1];
    if (!task) throw new Error(`There is no task definition of ${program}.`);
    const { cpu, memory } = task;
    return ((cpu / 1024) * prices.vcpu + (memory / 1024) * prices.gigabyteOfMemory) * HOURS;
  };
  const services = all('aws_appautoscaling_target', scalingShape).map(
    ({ min_capacity, resource_id }) => min_capacity * taskPrice(resource_id.split('-').at(-1) ?? ''),
  );
  const zones = all('aws_subnet', z.object({ availability_zone: z.string() }));
  const zoneCount = new Set(zones.map(({ availability_zone }) => availability_zone)).size;
  const endpoints = all('aws_vpc_endpoint', z.object({ vpc_endpoint_type: z.string() }));
  const billed = endpoints.filter(({ vpc_endpoint_type }) => vpc_endpoint_type === 'Interface').length;
  const hourly =
    all('aws_nat_gateway', z.object({})).length * prices.natGateway +
    billed * zoneCount * prices.endpoint +
    all('aws_lb', z.object({})).length * prices.loadBalancer;

  return {
    'Kafka (3 brokers, disks)': sum(kafka),
    'MySQL (disk, standby)': sum(mysql),
    'web and orchestrator': sum(services),
    'warm worker': warmWorkers * taskPrice('transcoder'),
    'NAT, endpoints, load balancer': hourly * HOURS,
  };
}

const disks = z.object({ ebs_storage_info: z.array(z.object({ volume_size: z.number() })) });
const clusterShape = z.object({
  number_of_broker_nodes: z.number(),
  broker_node_group_info: z.array(z.object({ instance_type: z.string(), storage_info: z.array(disks) })),
});
const databaseShape = z.object({
  instance_class: z.string(),
  multi_az: z.boolean(),
  allocated_storage: z.number(),
});
const taskShape = z.object({ family: z.string(), cpu: z.coerce.number(), memory: z.coerce.number() });
const scalingShape = z.object({ min_capacity: z.number(), resource_id: z.string() });
