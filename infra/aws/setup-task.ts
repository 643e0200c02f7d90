/** One-off work inside the VPC: the setup task, with its own command or another. */
import { z } from 'zod';
import type { Aws } from './aws.ts';
import { type Outputs, requireOutput } from './terraform.ts';

const started = z.object({
  tasks: z.array(z.object({ taskArn: z.string() })),
  failures: z.array(z.object({ reason: z.string().optional() })).default([]),
});
const ended = z.object({
  tasks: z.array(
    z.object({
      stoppedReason: z.string().default(''),
      containers: z.array(z.object({ exitCode: z.number().optional(), reason: z.string().optional() })),
    }),
  ),
});

/**
 * Runs it to its end.
 * @param command other than its own, which migrates
 * @throws a sentence with the reason, when it did not start or did not end with 0
 */
export async function runSetupTask(aws: Aws, outputs: Outputs, command?: readonly string[]): Promise<void> {
  const { family, subnet_ids, security_group_id } = requireOutput(outputs, 'setup_task');
  const cluster = requireOutput(outputs, 'cluster_name');
  const network = {
    awsvpcConfiguration: {
      subnets: subnet_ids,
      securityGroups: [security_group_id],
      assignPublicIp: 'DISABLED',
    },
  };
  const overrides = command
    ? ['--overrides', JSON.stringify({ containerOverrides: [{ name: 'setup', command }] })]
    : [];
  const { tasks, failures } = await aws.ask(
    started,
    [
      ...['ecs', 'run-task', '--cluster', cluster, '--task-definition', family, '--launch-type', 'FARGATE'],
      ...['--network-configuration', JSON.stringify(network), ...overrides],
    ],
    { tasks: [{ taskArn: '<task>' }] },
  );
  const task = tasks[0]?.taskArn;
  if (!task)
    throw new Error(`ECS did not start the setup task: ${failures[0]?.reason ?? 'it says no reason'}.`);
  await aws.run(['ecs', 'wait', 'tasks-stopped', '--cluster', cluster, '--tasks', task]);
  const end = await aws.ask(ended, ['ecs', 'describe-tasks', '--cluster', cluster, '--tasks', task], {
    tasks: [{ containers: [{ exitCode: 0 }] }],
  });
  const container = end.tasks[0]?.containers[0];
  if (container?.exitCode === 0) return;
  const why = container?.reason ?? end.tasks[0]?.stoppedReason ?? '';
  const what = command?.join(' ') ?? 'the migration';
  throw new Error(
    `${what} failed (exit code ${container?.exitCode ?? 'none'}${why ? `: ${why}` : ''}): \`npm run logs -- setup\`.`,
  );
}
