/** The tools of the terraform layer. No other file of this folder reads process.env. */
import path from 'node:path';
import { checkoutDir } from '../../local/checkout.ts';
import { findBinary } from '../../local/install/binaries.ts';

/** Runs terraform offline against providers that serve the real schemas; `.ci/run` says where it is. */
export const standIn: string | undefined = process.env.TERRAFORM_STAND_IN;

export const terraformDir = path.join(checkoutDir, 'infra', 'terraform');

/** Why the layer can not run here, as a sentence; undefined when it can. */
export function whyNoTerraform(): string | undefined {
  if (!standIn) return 'TERRAFORM_STAND_IN names no stand-in for the provider registry';
  const missing = ['terraform', 'go', 'python3'].filter((name) => findBinary(name) === undefined);
  return missing.length === 0 ? undefined : `this machine has no ${missing.join(', no ')}`;
}

/** Nothing of the caller's AWS account, and no way to it. */
export const toolEnv: Readonly<NodeJS.ProcessEnv> = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|TF_)/.test(name))),
  NODE_ENV: process.env.NODE_ENV,
};
