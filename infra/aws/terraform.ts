import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { digestsFile, type Installation, terraformDir } from './installation.ts';
import type { Runner } from './runner.ts';

const outputsSchema = z.object({
  public_url: z.string(),
  region: z.string(),
  cluster_name: z.string(),
  service_names: z.object({ web: z.string(), orchestrator: z.string() }),
  repository_urls: z.record(z.string(), z.string()),
  setup_task: z.object({
    family: z.string(),
    subnet_ids: z.array(z.string()),
    security_group_id: z.string(),
  }),
  log_groups: z.record(z.string(), z.string()),
  buckets: z.object({ source: z.string(), media: z.string() }),
  kafka_brokers: z.string(),
  secret_arns: z.object({ database_url: z.string(), admin_password: z.string() }),
  admin_email: z.string(),
  dashboard_name: z.string(),
});
/** What these commands read of it. */
export const outputNames: readonly string[] = Object.keys(outputsSchema.shape);
/** What `infra/terraform/outputs.tf` tells; after a first, partial apply not all of it is there yet. */
export type Outputs = Partial<z.infer<typeof outputsSchema>>;

/** What a dry run goes on with. */
const exampleOutputs: z.infer<typeof outputsSchema> = {
  public_url: 'https://<url>',
  region: '<region>',
  cluster_name: '<cluster>',
  service_names: { web: '<web>', orchestrator: '<orchestrator>' },
  repository_urls: Object.fromEntries(
    ['web', 'orchestrator', 'transcoder', 'collector'].map((program) => [program, `<registry>/${program}`]),
  ),
  setup_task: { family: '<setup>', subnet_ids: ['<subnet>'], security_group_id: '<security-group>' },
  log_groups: { web: '<log>', orchestrator: '<log>', transcoder: '<log>', setup: '<log>' },
  buckets: { source: '<source>', media: '<media>' },
  kafka_brokers: '<brokers>',
  secret_arns: { database_url: '<secret>', admin_password: '<secret>' },
  admin_email: '<admin>',
  dashboard_name: '<dashboard>',
};

export interface Terraform {
  init(stateBucket: string): Promise<void>;
  /** @param modules only these, with what they need; none: all */
  apply(...modules: readonly string[]): Promise<void>;
  destroy(): Promise<void>;
  outputs(): Promise<Outputs>;
}

export function createTerraform(runner: Runner, installation: Installation): Terraform {
  const { environment } = installation;
  const cwd = { cwd: terraformDir };
  const varFiles = () => [
    `-var-file=environments/${environment}.tfvars`,
    ...(existsSync(digestsFile(installation))
      ? [`-var-file=${path.relative(terraformDir, digestsFile(installation))}`]
      : []),
  ];
  return {
    init: (stateBucket) =>
      runner.run(
        'terraform',
        [
          'init',
          '-input=false',
          '-reconfigure',
          `-backend-config=environments/${environment}.backend.hcl`,
          `-backend-config=bucket=${stateBucket}`,
          `-backend-config=region=${installation.region}`,
        ],
        cwd,
      ),
    apply: (...modules) =>
      runner.run(
        'terraform',
        [
          'apply',
          '-input=false',
          // The operator has asked for it; `--dry-run` and `terraform plan` are for those who have not.
          '-auto-approve',
          ...varFiles(),
          ...modules.map((module) => `-target=module.${module}`),
        ],
        cwd,
      ),
    destroy: () => runner.run('terraform', ['destroy', '-input=false', '-auto-approve', ...varFiles()], cwd),
    async outputs() {
      const example = JSON.stringify(
        Object.fromEntries(Object.entries(exampleOutputs).map(([name, value]) => [name, { value }])),
      );
      const printed = await runner.read('terraform', ['output', '-json'], example, cwd);
      const told = z.record(z.string(), z.object({ value: z.unknown() })).parse(JSON.parse(printed || '{}'));
      return outputsSchema
        .partial()
        .parse(Object.fromEntries(Object.entries(told).map(([name, { value }]) => [name, value])));
    },
  };
}

/** One output that must be there by now. @throws a sentence where the installation does not have it yet */
export function requireOutput<Name extends keyof Outputs>(
  outputs: Outputs,
  name: Name,
): NonNullable<Outputs[Name]> {
  const value = outputs[name];
  if (value === undefined) throw new Error(`There is no ${name} yet: \`npm run deploy\` makes it.`);
  return value;
}
