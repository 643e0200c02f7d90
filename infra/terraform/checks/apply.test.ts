import { expect, inject, it } from 'vitest';
import { variables } from './applied.ts';
import { standIn } from './env.ts';
import { runTool } from './run-tool.ts';
import { readState } from './state.ts';

const terraform = (...args: readonly string[]) =>
  runTool('terraform', [`-chdir=${inject('appliedDir')}`, ...args], {
    TF_CLI_CONFIG_FILE: inject('terraformConfig'),
  });

it('files are formatted', async () => {
  expect(await runTool('terraform', ['fmt', '-check', '-recursive'])).toMatchObject({ code: 0 });
});

it('all assertions of tests/ hold', async () => {
  const { code, output } = await runTool(standIn ?? '', ['.', 'test']);
  expect(output).toMatch(/Success! \d+ passed, 0 failed/);
  expect(code).toBe(0);
});

it('dev is planned from dev.tfvars', async () => {
  const { code, output } = await runTool(standIn ?? '', [
    '.',
    'plan',
    '-var-file=environments/dev.tfvars',
    '-var-file=checks/stand-in.tfvars',
  ]);
  expect(output).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
  expect(code).toBe(0);
});

it('a second plan changes nothing, and what was made can be unmade', async () => {
  const second = await terraform('plan', '-input=false', '-detailed-exitcode', ...variables);
  expect(second).toMatchObject({ code: 0 });
  const gone = await terraform('destroy', '-input=false', '-auto-approve', '-refresh=false', ...variables);
  expect(gone).toMatchObject({ code: 0 });
  expect(gone.output).toContain(
    `Destroy complete! Resources: ${readState(inject('stateFile')).length} destroyed`,
  );
});
