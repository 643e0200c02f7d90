/** Commands that only look. */
import { z } from 'zod';
import type { Context } from '../context.ts';
import { requireOutput } from '../terraform.ts';
import { readOutputs } from './connect.ts';

const services = z.object({
  services: z.array(
    z.object({
      serviceName: z.string(),
      desiredCount: z.number(),
      runningCount: z.number(),
      pendingCount: z.number(),
      deployments: z.array(z.object({ rolloutState: z.string().optional() })),
    }),
  ),
});
const alarms = z.object({
  MetricAlarms: z.array(z.object({ AlarmName: z.string(), StateReason: z.string().default('') })),
});
const tasks = z.object({ taskArns: z.array(z.string()) });

/** `npm run status`: what runs, how many workers, and which alarms ring. */
export async function status(context: Context): Promise<void> {
  const { aws, installation, say } = context;
  const outputs = await readOutputs(context);
  const cluster = requireOutput(outputs, 'cluster_name');
  const names = Object.values(requireOutput(outputs, 'service_names'));
  const described = await aws.ask(
    services,
    ['ecs', 'describe-services', '--cluster', cluster, '--services', ...names],
    { services: [] },
  );
  for (const { serviceName, desiredCount, runningCount, pendingCount, deployments } of described.services) {
    const rollout = deployments.map(({ rolloutState }) => rolloutState ?? 'unknown').join(', ');
    say(`${serviceName}: ${runningCount} of ${desiredCount} run, ${pendingCount} start; ${rollout}`);
  }
  const family = `${installation.name}-transcoder`;
  const workers = await aws.ask(tasks, ['ecs', 'list-tasks', '--cluster', cluster, '--family', family], {
    taskArns: [],
  });
  say(`workers: ${workers.taskArns.length}`);
  const ringing = await aws.ask(
    alarms,
    [
      ...['cloudwatch', 'describe-alarms', '--state-value', 'ALARM'],
      ...['--alarm-name-prefix', `${installation.name}-`],
    ],
    { MetricAlarms: [] },
  );
  // Those that scale ring whenever there is little to do.
  const told = ringing.MetricAlarms.filter(({ AlarmName }) => !AlarmName.includes('-scaling-'));
  if (told.length === 0) say('no alarm');
  for (const { AlarmName, StateReason } of told) say(`ALARM ${AlarmName}: ${StateReason}`);
  say(requireOutput(outputs, 'public_url'));
}

/** `npm run outputs`: names and addresses of what was made, as JSON. */
export async function outputs(context: Context): Promise<void> {
  context.say(JSON.stringify(await readOutputs(context), null, 2));
}

/** `npm run env`: an .env that names this installation's stores, for programs that run inside its VPC. No secrets. */
export async function env(context: Context): Promise<void> {
  const told = await readOutputs(context);
  const buckets = requireOutput(told, 'buckets');
  const secret = requireOutput(told, 'secret_arns').database_url;
  const lines = {
    AWS_REGION: context.installation.region,
    PUBLIC_URL: requireOutput(told, 'public_url'),
    KAFKA_BROKERS: requireOutput(told, 'kafka_brokers'),
    KAFKA_SECURITY: 'iam',
    S3_REGION: context.installation.region,
    S3_SOURCE_BUCKET: buckets.source,
    S3_MEDIA_BUCKET: buckets.media,
  };
  context.say(`# DATABASE_URL is in the secret ${secret}`);
  for (const [name, value] of Object.entries(lines)) context.say(`${name}=${value}`);
}

/** `npm run logs -- SERVICE`: its log of the last hour, and on. */
export async function logs(context: Context, service: string): Promise<void> {
  const group = requireOutput(await readOutputs(context), 'log_groups')[service];
  if (!group) throw new Error(`There is no log of "${service}": web, orchestrator, transcoder or setup.`);
  await context.aws.run(['logs', 'tail', group, '--since', '1h', '--follow', '--format', 'short']);
}

/** `npm run shell -- SERVICE`: a shell in one of its tasks, by ECS Exec. Workers have no such door. */
export async function shell(context: Context, service: string): Promise<void> {
  const told = await readOutputs(context);
  const cluster = requireOutput(told, 'cluster_name');
  const names: Readonly<Record<string, string>> = requireOutput(told, 'service_names');
  const serviceName = names[service];
  if (!serviceName) throw new Error(`No shell in "${service}": web or orchestrator.`);
  const { taskArns } = await context.aws.ask(
    tasks,
    ['ecs', 'list-tasks', '--cluster', cluster, '--service-name', serviceName, '--desired-status', 'RUNNING'],
    { taskArns: ['<task>'] },
  );
  const [task] = taskArns;
  if (!task) throw new Error(`No task of ${service} runs: \`npm run troubleshoot\`.`);
  await context.aws.run([
    ...['ecs', 'execute-command', '--cluster', cluster, '--task', task, '--container', service],
    ...['--interactive', '--command', '/bin/sh'],
  ]);
}
