/** The cost table of docs/operations.md against what dev.tfvars and prod.tfvars make. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { z } from 'zod';
import { checkoutDir } from '../../local/checkout.ts';
import { idleBill } from './bill.ts';
import { runKeeping } from './kept-copy.ts';
import { runTool } from './run-tool.ts';
import { readContainers, readState } from './state.ts';

const page = readFileSync(path.join(checkoutDir, 'docs', 'operations.md'), 'utf8');
const section = page.slice(page.indexOf('### What it costs'));
/** Dollars a month of dev and prod, by row, down to the sum. */
const table = section
  .slice(0, section.indexOf('| 100 videos'))
  .split('\n')
  .filter((line) => /^\| [^|]+ \| [*\d]/.test(line))
  .map((line) => {
    const [name = '', dev = '', prod = ''] = line.slice(2, -2).replaceAll('*', '').split(' | ');
    return { name, dev: Number(dev.replace(',', '')), prod: Number(prod.replace(',', '')) };
  });
const planShape = z.object({
  planned_values: z.unknown(),
  variables: z.object({ transcoder_min_count: z.object({ value: z.number() }) }),
});
const column = (environment: 'dev' | 'prod', names: readonly string[]) =>
  Object.fromEntries(
    table.filter(({ name }) => names.includes(name)).map((row) => [row.name, row[environment]]),
  );
const inDollars = (bill: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(bill).map(([name, dollars]) => [name, Math.round(dollars)]));

it('prod costs what the table says', () => {
  const state = readState(inject('stateFile'));
  const orchestrator = readContainers(state).get('orchestrator')?.environment ?? [];
  const warm = Number(orchestrator.find(({ name }) => name === 'WORKERS_MIN')?.value);
  const bill = inDollars(idleBill(state, warm));
  expect(column('prod', Object.keys(bill))).toEqual(bill);
});

it('dev costs what the table says', async () => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'sluice-bill-'));
  try {
    const { dir, terraformConfig } = await runKeeping(scratch, 'validate');
    const env = { TF_CLI_CONFIG_FILE: terraformConfig };
    const files = ['-var-file=environments/dev.tfvars', '-var-file=checks/stand-in.tfvars'];
    const planned = await runTool(
      'terraform',
      [`-chdir=${dir}`, 'plan', '-input=false', '-out=dev', ...files],
      env,
    );
    expect(planned).toMatchObject({ code: 0 });
    const { stdout } = await runTool('terraform', [`-chdir=${dir}`, 'show', '-json', 'dev'], env);
    const stateFile = path.join(scratch, 'dev.json');
    const plan = planShape.parse(JSON.parse(stdout));
    writeFileSync(stateFile, JSON.stringify({ values: plan.planned_values }));
    const bill = inDollars(idleBill(readState(stateFile), plan.variables.transcoder_min_count.value));
    expect(column('dev', Object.keys(bill))).toEqual(bill);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

it.each(['dev', 'prod'] as const)('%s’s column adds up', (environment) => {
  const rows = table.filter(({ name }) => name !== 'idle').map((row) => row[environment]);
  expect(rows).toHaveLength(6);
  expect(rows.reduce((sum, dollars) => sum + dollars, 0)).toBe(table.at(-1)?.[environment]);
});
