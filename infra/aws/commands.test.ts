import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkoutDir } from '../local/checkout.ts';
import { createAws } from './aws.ts';
import { commands, serviceCommands } from './commands/all.ts';
import { deploy, deployFast } from './commands/deploy.ts';
import { destroy } from './commands/destroy.ts';
import { env, logs, shell, status } from './commands/look.ts';
import { troubleshoot } from './commands/troubleshoot.ts';
import type { Context } from './context.ts';
import { createDryRunner } from './runner.ts';
import { createTerraform } from './terraform.ts';
import { createFakeContext } from './testing/fake-context.ts';

/** The gist of each line: its verb, and what it is aimed at. */
const gist = (ran: readonly string[]) =>
  ran.map((line) => {
    const targets = [...line.matchAll(/-target=module\.(\w+)/g)].map(([, name]) => name);
    const [command, ...words] = line.split(' ');
    if (command === 'terraform') return [command, words[0], ...targets].join(' ');
    if (command === 'docker')
      return [command, words[0], words.at(-1)?.replace(/^.*\//, '').replace(/:.*/, '')].join(' ').trim();
    return words.slice(0, 2).join(' ') || line;
  });
const TASK_FAILED = { tasks: [{ stoppedReason: '', containers: [{ exitCode: 1 }] }] };

describe('deploy', () => {
  it('makes the registry before it pushes, the stores before it migrates, and programs last', async () => {
    const { context, ran } = createFakeContext();
    await deploy(context);
    const steps = gist(ran).filter((step) => !/^docker (build|pull|tag|login)/.test(step));
    expect(steps).toEqual([
      's3api create-bucket',
      's3api put-bucket-versioning',
      'terraform init',
      'terraform apply registry',
      'docker push web',
      'docker push orchestrator',
      'docker push transcoder',
      'docker push collector',
      'bridge',
      'terraform apply network cluster setup',
      'ecs wait',
      'ecs wait',
      'terraform apply',
      'ecs wait',
    ]);
  });

  it('ends with the address, and where the first password is', async () => {
    const { context, said } = createFakeContext();
    await deploy(context);
    expect(said.join('\n')).toMatch(
      /Sluice is at https:.*\n.*Sign in as.*\n.*get-secret-value --secret-id <secret>/,
    );
  });

  it('makes the topics, then migrates, in the VPC', async () => {
    const { context, asked } = createFakeContext();
    await deploy(context);
    const [topics = '', migration = '', ...more] = asked.filter((line) => line.includes('ecs run-task'));
    expect(topics).toContain('"src/server/event-topics/main.ts"');
    expect(topics).toContain('"assignPublicIp":"DISABLED"');
    expect(migration).not.toContain('--overrides');
    expect(more).toEqual([]);
  });

  it('leaves programs as they are when the migration fails', async () => {
    const { context, ran } = createFakeContext({ reads: [[/ecs describe-tasks/, TASK_FAILED]] });
    await expect(deploy(context)).rejects.toThrow('npm run logs -- setup');
    expect(
      gist(ran)
        .filter((step) => step.startsWith('terraform'))
        .at(-1),
    ).toBe('terraform apply network cluster setup');
  });

  it('makes nothing in an account that has no room, and says what to ask for', async () => {
    const small = { Quota: { Value: 6 } };
    const { context, ran } = createFakeContext({ reads: [[/L-3032A538/, small]] });
    await expect(deploy(context)).rejects.toThrow(
      /6 vCPUs of Fargate on demand; transcoder_max_count = 10 needs 24.*request-service-quota-increase/,
    );
    expect(ran).toEqual([]);
  });

  it.each(['docker', 'terraform', 'aws sts'])('makes nothing without %s', async (tool) => {
    const { context, ran } = createFakeContext({ reads: [[new RegExp(`^${tool}`), new Error('not found')]] });
    await expect(deploy(context)).rejects.toThrow('not found');
    expect(ran).toEqual([]);
  });

  it('uses the state that is there', async () => {
    const { context, ran } = createFakeContext({
      succeeding: [/head-bucket --bucket sluice-state-<account>-eu-west-1/],
      tfvars: 'region = "eu-west-1"',
    });
    await deploy(context);
    expect(ran[0]).toMatch(/^terraform init .*-backend-config=bucket=sluice-state-<account>-eu-west-1/);
  });

  it('builds for the architecture that tasks run on', async () => {
    const { context, ran } = createFakeContext({ tfvars: 'cpu_architecture = "ARM64"' });
    await deploy(context);
    const built = ran.filter((line) => /^docker (build|pull)/.test(line));
    expect(built).toHaveLength(4);
    expect(built.filter((line) => !line.includes('--platform linux/arm64'))).toEqual([]);
  });
});

describe('push', () => {
  const digest = `sha256:${'7'.repeat(64)}`;

  it('writes down the digests that the registry told, for Terraform to pin', async () => {
    const { context, written } = createFakeContext({ reads: [[/docker inspect/, `registry/x@${digest}`]] });
    await deploy(context);
    const [file = '', text = ''] = [...written][0] ?? [];
    expect(file).toMatch(/infra\/terraform\/environments\/test\.images\.auto\.tfvars\.json$/);
    expect(JSON.parse(text)).toEqual({
      image_digests: { web: digest, orchestrator: digest, transcoder: digest, collector: digest },
    });
  });

  it('gives each push a tag that no other push has', async () => {
    const { context, ran } = createFakeContext({ reads: [[/^git/, 'abc123']] });
    await deploy(context);
    expect(ran).toContain('docker push <registry>/web:abc123-20261122060000');
  });

  it('shows nobody the registry’s password', async () => {
    const { context, ran, said } = createFakeContext({ reads: [[/get-login-password/, 'hunter2']] });
    await deploy(context);
    expect([...ran, ...said].join('\n')).not.toContain('hunter2');
  });

  it('does not go on without a digest', async () => {
    const { context, ran } = createFakeContext({ reads: [[/docker inspect/, 'registry/web:tag']] });
    await expect(deploy(context)).rejects.toThrow('tells no digest');
    expect(gist(ran)).not.toContain('terraform apply network cluster setup');
  });
});

it('deploy:fast replaces programs and nothing else', async () => {
  const { context, ran } = createFakeContext({ succeeding: [/head-bucket/] });
  await deployFast(context);
  expect(gist(ran).filter((step) => step.startsWith('terraform'))).toEqual([
    'terraform init',
    'terraform apply setup',
    'terraform apply web orchestrator transcoder',
  ]);
});

it('deploy:fast refuses where nothing runs yet', async () => {
  const { context, ran } = createFakeContext({
    succeeding: [/head-bucket/],
    reads: [[/^terraform output/, '{}']],
  });
  await expect(deployFast(context)).rejects.toThrow('npm run deploy');
  expect(gist(ran)).toEqual(['terraform init']);
});

describe('destroy', () => {
  it.each(['', 'yes', 'sluice-prod'])('does nothing when "%s" is typed', async (typed) => {
    const { context, ran } = createFakeContext({ typed });
    await expect(destroy(context)).rejects.toThrow('nothing was unmade');
    expect(ran).toEqual([]);
  });

  it('unmakes what is named', async () => {
    const { context, ran } = createFakeContext({ typed: 'sluice-test', succeeding: [/head-bucket/] });
    await destroy(context);
    expect(gist(ran)).toEqual(['terraform init', 'terraform destroy']);
  });
});

describe('what only looks', () => {
  it('status tells of services, workers and alarms', async () => {
    const service = { serviceName: 'sluice-test-web', desiredCount: 2, runningCount: 1, pendingCount: 1 };
    const { context, said } = createFakeContext({
      reads: [
        [/describe-services/, { services: [{ ...service, deployments: [{ rolloutState: 'IN_PROGRESS' }] }] }],
        [/list-tasks/, { taskArns: ['a', 'b', 'c'] }],
        [
          /describe-alarms/,
          {
            MetricAlarms: [
              { AlarmName: 'sluice-test-web-away' },
              { AlarmName: 'sluice-test-web-scaling-cpu-low' },
            ],
          },
        ],
      ],
    });
    await status(context);
    expect(said.slice(1)).toEqual([
      'sluice-test-web: 1 of 2 run, 1 start; IN_PROGRESS',
      'workers: 3',
      'ALARM sluice-test-web-away: ',
      'https://<url>',
    ]);
  });

  it('troubleshoot asks of what ended, and names the cause', async () => {
    const { context, said } = createFakeContext({
      status: 503,
      reads: [
        [/list-tasks/, { taskArns: ['a'] }],
        [
          /describe-tasks/,
          { tasks: [{ stoppedReason: 'CannotPullContainerError: x', containers: [{ name: 'web' }] }] },
        ],
      ],
    });
    await troubleshoot(context);
    expect(said.slice(1)).toEqual([
      expect.stringMatching(/^- web: the image can not be pulled/),
      expect.stringMatching(/^- the public address answers 503/),
    ]);
  });

  it('logs and shell go to what there is, and name it otherwise', async () => {
    const { context, ran } = createFakeContext({ succeeding: [/head-bucket/] });
    await logs(context, 'transcoder');
    await shell(context, 'web');
    expect(ran.at(1)).toMatch(/^aws logs tail <log> /);
    expect(ran.at(-1)).toMatch(/^aws ecs execute-command .*--task <task> --container web --interactive/);
    await expect(logs(context, 'kafka')).rejects.toThrow('web, orchestrator, transcoder or setup');
    await expect(shell(context, 'transcoder')).rejects.toThrow('web or orchestrator');
  });

  it('env has no secret in it', async () => {
    const { context, said, asked } = createFakeContext();
    await env(context);
    expect(said).toContain('KAFKA_SECURITY=iam');
    expect(asked.join('\n')).not.toContain('secretsmanager');
  });
});

describe('a dry run', () => {
  const all = [
    ...Object.entries(commands),
    ...Object.entries(serviceCommands).map(
      ([name, run]) => [name, (context: Context) => run(context, 'web')] as const,
    ),
  ];

  it.each(all)('of %s says what it would run and ask, and reaches its end', async (_name, run) => {
    const said: string[] = [];
    const runner = createDryRunner((line) => void said.push(line));
    const { context } = createFakeContext({ typed: 'sluice-test', status: 200 });
    const { installation } = context;
    const terraform = createTerraform(runner, installation);
    await run({ ...context, runner, terraform, aws: createAws(runner, installation) });
    expect(said).toContain('would ask   aws sts get-caller-identity --region us-east-1 --output json');
    expect(said.filter((line) => !/^would (run|ask|write) /.test(line))).toEqual([]);
  });
});

it('every command is an npm script', () => {
  const manifest = z.object({ scripts: z.record(z.string(), z.string()) });
  const { scripts } = manifest.parse(
    JSON.parse(readFileSync(path.join(checkoutDir, 'package.json'), 'utf8')),
  );
  for (const name of [...Object.keys(commands), ...Object.keys(serviceCommands)]) {
    expect(scripts[name]).toBe(`node infra/local/bootstrap.mjs ${name}`);
  }
  const bootstrap = readFileSync(path.join(checkoutDir, 'infra', 'local', 'bootstrap.mjs'), 'utf8');
  const [, list = ''] = /const onAws = \[(.*?)\]/s.exec(bootstrap) ?? [];
  expect([...list.matchAll(/'([\w:]+)'/g)].map(([, name = '']) => name).sort()).toEqual(
    [...Object.keys(commands), ...Object.keys(serviceCommands)].sort(),
  );
});
