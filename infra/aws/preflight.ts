/** What must be right before anything is made: tools, credentials, and room for what will run. */
import { z } from 'zod';
import type { Aws } from './aws.ts';
import type { Installation } from './installation.ts';
import type { Runner } from './runner.ts';

/** Fargate's quotas of vCPUs: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const quotas = [
  { code: 'L-3032A538', name: 'on demand' },
  { code: 'L-36FBB829', name: 'on spot' },
] as const;
/** A worker's, and those of web, orchestrator, collector and a deployment's doubles beside it. */
const VCPUS_OF_A_WORKER = 2;
const VCPUS_OF_THE_REST = 4;

const identity = z.object({ Account: z.string(), Arn: z.string() });
const quota = z.object({ Quota: z.object({ Value: z.number() }) });

export interface Account {
  readonly id: string;
  /** Who is asking. */
  readonly arn: string;
}

const tools = [
  { command: 'terraform', args: ['version'] },
  { command: 'docker', args: ['version', '--format', '{{.Server.Version}}'] },
] as const;

/** @throws a sentence that says what is missing and how to get it */
export async function checkBefore(runner: Runner, aws: Aws, installation: Installation): Promise<Account> {
  for (const { command, args } of tools) await runner.read(command, args, '');
  const { Account: id, Arn: arn } = await aws.ask(identity, ['sts', 'get-caller-identity'], {
    Account: '<account>',
    Arn: '<you>',
  });
  const needed = installation.mostWorkers * VCPUS_OF_A_WORKER + VCPUS_OF_THE_REST;
  for (const { code, name } of quotas) {
    const args = ['service-quotas', 'get-service-quota', '--service-code', 'fargate', '--quota-code', code];
    const { Value } = (await aws.ask(quota, args, { Quota: { Value: needed } })).Quota;
    if (Value >= needed) continue;
    throw new Error(
      `This account may run ${Value} vCPUs of Fargate ${name}; transcoder_max_count = ${installation.mostWorkers} needs ` +
        `${needed}. Lower it, or ask AWS for more: aws service-quotas request-service-quota-increase ` +
        `--service-code fargate --quota-code ${code} --desired-value ${needed} --region ${installation.region}`,
    );
  }
  return { id, arn };
}

/** The bucket of Terraform's state: made once, private, with versions to go back to. */
export async function ensureStateBucket(
  runner: Runner,
  aws: Aws,
  { region }: Installation,
  { id }: Account,
): Promise<string> {
  const bucket = `sluice-state-${id}-${region}`;
  if (await runner.succeeds('aws', ['s3api', 'head-bucket', '--bucket', bucket])) return bucket;
  const place =
    region === 'us-east-1' ? [] : ['--create-bucket-configuration', `LocationConstraint=${region}`];
  await aws.run(['s3api', 'create-bucket', '--bucket', bucket, ...place]);
  const on = ['--bucket', bucket, '--versioning-configuration', 'Status=Enabled'];
  await aws.run(['s3api', 'put-bucket-versioning', ...on]);
  return bucket;
}
