import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { checkovCommand } from '../../local/install/checkov.ts';
import { terraformDir } from './env.ts';
import { runTool } from './run-tool.ts';

const finding = z.object({
  check_id: z.string(),
  resource: z.string(),
  check_result: z.object({ suppress_comment: z.string().optional() }),
});
const report = z.object({
  results: z.object({
    failed_checks: z.array(finding),
    skipped_checks: z.array(finding),
    passed_checks: z.array(z.unknown()),
  }),
});

async function runCheckov() {
  const { command, args, env } = checkovCommand();
  const options = ['-d', '.', '--config-file', '.checkov.yaml', '--skip-download', '--compact', '-o', 'json'];
  const { stdout, output } = await runTool(command, [...args, ...options], env);
  if (!stdout.startsWith('{')) throw new Error(`checkov said no JSON:\n${output}`);
  return report.parse(JSON.parse(stdout)).results;
}

const suppressions = readdirSync(terraformDir, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tf'))
  .flatMap((file) => [
    ...readFileSync(path.join(terraformDir, file), 'utf8').matchAll(/checkov:skip=(\w+):?(.*)/g),
  ])
  .map(([, id = '', reason = '']) => ({ id, reason }));

it('checkov finds nothing, and no suppression is left over', async () => {
  const { failed_checks, skipped_checks, passed_checks } = await runCheckov();
  expect(failed_checks.map(({ check_id, resource }) => `${check_id} ${resource}`)).toEqual([]);
  expect(passed_checks.length).toBeGreaterThan(500);
  const used = new Set(skipped_checks.map(({ check_id }) => check_id));
  expect(suppressions.filter(({ id }) => !used.has(id))).toEqual([]);
});

it('every suppression says why', () => {
  expect(suppressions.filter(({ reason }) => reason.trim().length < 20)).toEqual([]);
  const lines = readFileSync(path.join(terraformDir, '.checkov.yaml'), 'utf8').split('\n');
  const bare = lines.filter((line, index) => /^\s+- CKV/.test(line) && !/^\s+#/.test(lines[index - 1] ?? ''));
  expect(bare).toEqual([]);
});
