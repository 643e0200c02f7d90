import type { Context } from '../context.ts';
import { pushImages } from '../push.ts';
import { runSetupTask } from '../setup-task.ts';
import { type Outputs, requireOutput } from '../terraform.ts';
import { openState, readOutputs } from './connect.ts';

/** `src/server/event-topics/main.ts`, in the orchestrator's image. */
const makeTopics = ['node', 'src/server/event-topics/main.ts'];

async function pushAll({ runner, installation, terraform, now }: Context): Promise<void> {
  const repositories = requireOutput(await terraform.outputs(), 'repository_urls');
  await pushImages({ runner, installation, repositories, now: now() });
}

/** Returns when ECS says that the new tasks run and the old ones are gone; throws after ten minutes. */
async function waitUntilSteady({ aws }: Context, outputs: Outputs): Promise<void> {
  const cluster = requireOutput(outputs, 'cluster_name');
  const services = Object.values(requireOutput(outputs, 'service_names'));
  await aws.run(['ecs', 'wait', 'services-stable', '--cluster', cluster, '--services', ...services]);
}

/** `npm run deploy`: everything, the first time and every other time, in the same steps. */
export async function deploy(context: Context): Promise<void> {
  const { terraform, aws, say } = context;
  await openState(context);
  // Nothing can be pushed before there is a registry.
  await terraform.apply('registry');
  await pushAll(context);
  await context.buildBridge();
  // The stores and what prepares them. Migrations only add, so programs that run meanwhile take no harm.
  await terraform.apply('network', 'cluster', 'setup');
  const prepared = await terraform.outputs();
  await runSetupTask(aws, prepared, makeTopics);
  await runSetupTask(aws, prepared);
  await terraform.apply();
  const outputs = await terraform.outputs();
  await waitUntilSteady(context, outputs);
  say(`Sluice is at ${requireOutput(outputs, 'public_url')}`);
  say(`Sign in as ${requireOutput(outputs, 'admin_email')}; the password:`);
  const secret = requireOutput(outputs, 'secret_arns').admin_password;
  say(`aws secretsmanager get-secret-value --secret-id ${secret} --query SecretString --output text`);
}

/** `npm run deploy:fast`: new images for what runs already, and nothing else of Terraform's. */
export async function deployFast(context: Context): Promise<void> {
  const { terraform, aws } = context;
  requireOutput(await readOutputs(context), 'public_url');
  await pushAll(context);
  await terraform.apply('setup');
  await runSetupTask(aws, await terraform.outputs());
  await terraform.apply('web', 'orchestrator', 'transcoder');
  await waitUntilSteady(context, await terraform.outputs());
}

/** `npm run push`: images alone; the next apply runs them. */
export async function push(context: Context): Promise<void> {
  await openState(context);
  await pushAll(context);
}
