import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseCommandLine } from './command-line.ts';
import { parseInstallation, terraformDir } from './installation.ts';

it('means prod, for real, unless told otherwise', () => {
  expect(parseCommandLine([], false)).toEqual({ environment: 'prod', dryRun: false, service: undefined });
  expect(parseCommandLine(['web', '--env', 'dev', '--dry-run'], true)).toEqual({
    environment: 'dev',
    dryRun: true,
    service: 'web',
  });
});

it.each([[['--dryrun']], [['web']], [['--env']], [['--env', '../prod']], [['-n']]])(
  'refuses %j rather than pass it over',
  (args) => {
    expect(() => parseCommandLine(args, false)).toThrow();
  },
);

it('reads what it needs of the tfvars that are there', () => {
  const prod = readFileSync(path.join(terraformDir, 'environments', 'prod.tfvars'), 'utf8');
  expect(parseInstallation('prod', prod)).toEqual({
    environment: 'prod',
    name: 'sluice-prod',
    region: 'us-east-1',
    mostWorkers: 10,
    platform: 'linux/amd64',
  });
});

it('reads what tfvars say otherwise', () => {
  const tfvars =
    'environment = "blue"\nregion="eu-central-1"\ntranscoder_max_count = 40\ncpu_architecture = "ARM64"\n';
  expect(parseInstallation('b', tfvars)).toEqual({
    environment: 'b',
    name: 'sluice-blue',
    region: 'eu-central-1',
    mostWorkers: 40,
    platform: 'linux/arm64',
  });
});
