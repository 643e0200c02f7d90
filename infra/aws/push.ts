/** Builds the images, pushes them, and writes down the digests that Terraform pins. */
import { images } from '../containers/images.ts';
import { digestsFile, type Installation } from './installation.ts';
import type { Runner } from './runner.ts';

/** AWS's own build of the OpenTelemetry collector, copied so that tasks pull from one registry alone. */
const COLLECTOR = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.45.0';

const sha256 = /sha256:[0-9a-f]{64}$/;

/** `<commit>-<time>`: tags in the registry can't be moved, and two pushes of one commit may differ in their base. */
const tagOf = (commit: string, now: Date): string =>
  `${commit}-${now.toISOString().replace(/\D/g, '').slice(0, 14)}`;

interface Push {
  readonly runner: Runner;
  readonly installation: Installation;
  readonly repositories: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** @returns digests by program */
export async function pushImages({ runner, installation, repositories, now }: Push) {
  const { platform, region } = installation;
  const commit = await runner.read('git', ['rev-parse', '--short=12', 'HEAD'], '<commit>');
  const tag = tagOf(commit, now);
  const [registry = ''] = Object.values(repositories)[0]?.split('/') ?? [];
  const password = await runner.read('aws', ['ecr', 'get-login-password', '--region', region], '');
  const login = ['login', '--username', 'AWS', '--password-stdin', registry];
  await runner.run('docker', login, { input: password });

  async function push(program: string, make: (reference: string) => Promise<void>) {
    const repository = repositories[program];
    if (!repository) throw new Error(`The registry has no repository for ${program}.`);
    const reference = `${repository}:${tag}`;
    await make(reference);
    await runner.run('docker', ['push', reference]);
    const inspect = ['inspect', '--format', '{{index .RepoDigests 0}}', reference];
    const pushed = await runner.read('docker', inspect, `${repository}@sha256:${'0'.repeat(64)}`);
    const [digest] = sha256.exec(pushed) ?? [];
    if (!digest) throw new Error(`docker tells no digest of ${reference}: ${pushed}`);
    return [program, digest] as const;
  }

  const digests: (readonly [string, string])[] = [];
  for (const { program, dockerfile } of images) {
    const build = (reference: string) =>
      runner.run('docker', ['build', '--platform', platform, '--file', dockerfile, '--tag', reference, '.']);
    digests.push(await push(program, build));
  }
  digests.push(
    await push('collector', async (reference) => {
      await runner.run('docker', ['pull', '--platform', platform, COLLECTOR]);
      await runner.run('docker', ['tag', COLLECTOR, reference]);
    }),
  );
  const pinned = Object.fromEntries(digests);
  runner.write(digestsFile(installation), `${JSON.stringify({ image_digests: pinned }, null, 2)}\n`);
  return pinned;
}
