/** One installation on AWS, as its tfvars name it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkoutDir } from '../local/checkout.ts';

export const terraformDir = path.join(checkoutDir, 'infra', 'terraform');

export interface Installation {
  /** Such as prod: names environments/prod.tfvars. */
  readonly environment: string;
  /** What everything on AWS is named after. */
  readonly name: string;
  readonly region: string;
  readonly mostWorkers: number;
  /** For `docker build --platform`. */
  readonly platform: 'linux/amd64' | 'linux/arm64';
}

/** The value of a plain `name = value` line; tfvars hold no expressions. */
function settingOf(tfvars: string, name: string): string | undefined {
  const [, value] = new RegExp(`^${name}\\s*=\\s*"?([^"\\n]*?)"?\\s*$`, 'm').exec(tfvars) ?? [];
  return value;
}

/** @param tfvars the text of environments/<environment>.tfvars; what it leaves out is Terraform's own default */
export function parseInstallation(environment: string, tfvars: string): Installation {
  return {
    environment,
    name: `sluice-${settingOf(tfvars, 'environment') ?? environment}`,
    region: settingOf(tfvars, 'region') ?? 'us-east-1',
    mostWorkers: Number(settingOf(tfvars, 'transcoder_max_count') ?? 10),
    platform: settingOf(tfvars, 'cpu_architecture') === 'ARM64' ? 'linux/arm64' : 'linux/amd64',
  };
}

/** @throws a sentence where there are no such tfvars */
export function readInstallation(environment: string): Installation {
  const file = path.join(terraformDir, 'environments', `${environment}.tfvars`);
  if (!existsSync(file)) throw new Error(`There is no installation "${environment}": ${file} is missing.`);
  return parseInstallation(environment, readFileSync(file, 'utf8'));
}

/** Where a push writes down what it pushed, for every later apply from this checkout. Git ignores it. */
export const digestsFile = ({ environment }: Installation): string =>
  path.join(terraformDir, 'environments', `${environment}.images.auto.tfvars.json`);
