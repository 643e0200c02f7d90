import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkoutDir } from '../infra/local/checkout.ts';
import type { ChaosResult } from './run-chaos.ts';

const resultsDir = path.join(checkoutDir, 'chaos', 'results');
/** Of each check; the JSON has all. */
const SHOWN_FAULTS = 5;

/** Faults with how often and how long, then what was asked at the end, as plain text. */
export function formatResult({ seed, counts, checks, figures }: ChaosResult): string {
  const width = Math.max(...counts.map(({ fault }) => fault.length), 5);
  const faults = counts
    .toSorted((a, b) => b.longestRecovery - a.longestRecovery)
    .map(
      ({ fault, count, longestRecovery }) =>
        `${fault.padEnd(width)}  ${String(count).padStart(5)}  ${longestRecovery.toFixed(1).padStart(18)}`,
    );
  const asked = checks.flatMap(({ name, seen, faults: found }) => [
    `${found.length === 0 ? '✓' : '✗'} ${name} (${seen} seen)`,
    ...found.slice(0, SHOWN_FAULTS).map((fault) => `    ${fault}`),
    ...(found.length > SHOWN_FAULTS ? [`    and ${found.length - SHOWN_FAULTS} more`] : []),
  ]);
  return [
    `${'fault'.padEnd(width)}  count  longest recovery s`,
    ...faults,
    '',
    ...asked,
    '',
    ...Object.entries(figures).map(([name, value]) => `${name}: ${value}`),
    `seed: ${seed}`,
  ].join('\n');
}

/** @returns the path of the file, from the root of the checkout */
export function writeResult(result: ChaosResult, minutes: number): string {
  const date = new Date().toISOString();
  const machine = {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
  };
  mkdirSync(resultsDir, { recursive: true });
  const file = path.join(resultsDir, `${date.slice(0, 19).replaceAll(':', '')}.json`);
  writeFileSync(
    file,
    `${JSON.stringify({ date, machine, node: process.version, minutes, ...result }, null, 2)}\n`,
  );
  return path.relative(checkoutDir, file);
}
