/** The partial applies of `npm run deploy` in an empty account: each tells what the step after it asks for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { outputNames } from '../../aws/terraform.ts';
import { type KeptCopy, runKeeping } from './kept-copy.ts';
import { runTool } from './run-tool.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'sluice-first-deploy-'));
const withoutImages = ['-var-file=environments/prod.tfvars'];
const withImages = [...withoutImages, '-var-file=checks/stand-in.tfvars'];
let copy: KeptCopy;

const terraform = (...args: readonly string[]) =>
  runTool('terraform', [`-chdir=${copy.dir}`, ...args], { TF_CLI_CONFIG_FILE: copy.terraformConfig });
const apply = (...options: readonly string[]) =>
  terraform('apply', '-input=false', '-auto-approve', ...options);
const outputs = async (): Promise<string[]> =>
  Object.keys(JSON.parse((await terraform('output', '-json')).stdout));

beforeAll(async () => {
  copy = await runKeeping(scratch, 'validate');
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it('the registry is made before there is an image, and tells where to push', async () => {
  const made = await apply(...withoutImages, '-target=module.registry');
  expect(made).toMatchObject({ code: 0 });
  expect(await outputs()).toContain('repository_urls');
});

it('the stores and what prepares them tell how to run the setup task', async () => {
  const targets = ['network', 'cluster', 'setup'].map((module) => `-target=module.${module}`);
  const made = await apply(...withImages, ...targets);
  expect(made).toMatchObject({ code: 0 });
  expect(await outputs()).toEqual(expect.arrayContaining(['setup_task', 'cluster_name', 'repository_urls']));
});

it('the whole tells all that the commands read', async () => {
  const made = await apply(...withImages);
  expect(made).toMatchObject({ code: 0 });
  expect(await outputs()).toEqual(expect.arrayContaining([...outputNames]));
});
