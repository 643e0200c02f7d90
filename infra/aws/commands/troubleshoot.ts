import { z } from 'zod';
import type { Context } from '../context.ts';
import { diagnose, type Sight } from '../diagnose.ts';
import { requireOutput } from '../terraform.ts';
import { readOutputs } from './connect.ts';

const services = z.object({
  services: z.array(
    z.object({
      serviceName: z.string(),
      desiredCount: z.number(),
      runningCount: z.number(),
      events: z.array(z.object({ message: z.string() })),
    }),
  ),
});
const arns = z.object({ taskArns: z.array(z.string()) });
const stopped = z.object({
  tasks: z.array(
    z.object({
      stoppedReason: z.string().default(''),
      containers: z.array(
        z.object({ name: z.string(), exitCode: z.number().optional(), reason: z.string().default('') }),
      ),
    }),
  ),
});
const alarms = z.object({ MetricAlarms: z.array(z.object({ AlarmName: z.string() })) });

/** DescribeTasks takes no more. */
const MOST_DESCRIBED = 100;

async function look({ aws, installation }: Context, cluster: string, names: readonly string[]) {
  const described = await aws.ask(
    services,
    ['ecs', 'describe-services', '--cluster', cluster, '--services', ...names],
    { services: [] },
  );
  const inCluster = ['--cluster', cluster];
  const { taskArns } = await aws.ask(
    arns,
    ['ecs', 'list-tasks', ...inCluster, '--desired-status', 'STOPPED'],
    { taskArns: [] },
  );
  const newest = taskArns.slice(0, MOST_DESCRIBED);
  const ended =
    newest.length === 0
      ? { tasks: [] }
      : await aws.ask(stopped, ['ecs', 'describe-tasks', ...inCluster, '--tasks', ...newest], { tasks: [] });
  const prefix = ['--alarm-name-prefix', `${installation.name}-`];
  const ringing = await aws.ask(
    alarms,
    ['cloudwatch', 'describe-alarms', '--state-value', 'ALARM', ...prefix],
    { MetricAlarms: [] },
  );
  return {
    services: described.services.map(({ serviceName, desiredCount, runningCount, events }) => ({
      name: serviceName,
      desired: desiredCount,
      running: runningCount,
      events: events.map(({ message }) => message),
    })),
    stoppedTasks: ended.tasks.flatMap(({ stoppedReason, containers }) =>
      containers.map(({ name, exitCode, reason }) => ({
        name,
        exitCode,
        reason: [stoppedReason, reason].filter(Boolean).join(' '),
      })),
    ),
    alarms: ringing.MetricAlarms.map(({ AlarmName }) => AlarmName).filter(
      (name) => !name.includes('-scaling-'),
    ),
  } satisfies Omit<Sight, 'status'>;
}

/** `npm run troubleshoot`: what is wrong, and the likely cause. */
export async function troubleshoot(context: Context): Promise<void> {
  const outputs = await readOutputs(context);
  const names = Object.values(requireOutput(outputs, 'service_names'));
  const sight = await look(context, requireOutput(outputs, 'cluster_name'), names);
  const status = await context.statusOf(`${requireOutput(outputs, 'public_url')}/api/health/live`);
  const findings = diagnose({ ...sight, status });
  for (const finding of findings) context.say(`- ${finding}`);
  if (findings.length === 0) context.say('Nothing is wrong that can be seen from here.');
}
