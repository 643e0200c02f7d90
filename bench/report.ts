import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkoutDir } from '../infra/local/checkout.ts';
import type { BenchOptions } from './command-line.ts';
import { isReached } from './figures/figure.ts';
import type { TableRow } from './figures/table.ts';

const resultsDir = path.join(checkoutDir, 'bench', 'results');

export interface Report {
  readonly options: BenchOptions;
  readonly yardstickSeconds: number;
  readonly rows: readonly TableRow[];
  readonly faults: readonly string[];
}

/** @returns the path of the file, from the root of the checkout */
export function writeReport({ options, yardstickSeconds, rows, faults }: Report): string {
  const date = new Date().toISOString();
  const [cpu] = os.cpus();
  const machine = {
    cpu: cpu?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
  };
  const figures = rows.map((row) => ({ ...row, reached: isReached(row) }));
  const report = { date, machine, node: process.version, ...options, yardstickSeconds, figures, faults };
  mkdirSync(resultsDir, { recursive: true });
  const file = path.join(
    resultsDir,
    `${date.slice(0, 19).replaceAll(':', '')}${options.quick ? '-quick' : ''}.json`,
  );
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  return path.relative(checkoutDir, file);
}
