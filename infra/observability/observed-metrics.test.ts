import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRegistry } from '../../src/server/metrics/registry.ts';
import { everyMetric } from '../../src/server/metrics/testing/every-metric.ts';
import { checkoutDir } from '../local/checkout.ts';

const read = (...parts: string[]) => readFileSync(path.join(import.meta.dirname, ...parts), 'utf8');
const dashboards = readdirSync(path.join(import.meta.dirname, 'grafana'));
const rules = ['recording.yml', 'alerts.yml'].map((file) => path.join('prometheus', file));
const alertsText = read('prometheus', 'alerts.yml');
const alerts = [...alertsText.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);

/** What a query may ask for: our metrics with the series of histograms, Node's own, and what is recorded. */
async function askable(): Promise<ReadonlySet<string>> {
  const node = createRegistry();
  node.addProcessMetrics();
  const exported = [...(await everyMetric().list()), ...(await node.describe())];
  const series = exported.flatMap(({ name, type }) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  const recorded = [...read('prometheus', 'recording.yml').matchAll(/- record: (\S+)/g)].map(
    ([, name]) => name ?? '',
  );
  return new Set([...series, ...recorded]);
}

const namesIn = (text: string) => text.match(/\b(?:sluice_|sluice:|process_|nodejs_)[a-z0-9_:]*/g) ?? [];

const panel = z.object({
  id: z.int(),
  title: z.string().min(3),
  description: z.string().min(3),
  gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
  fieldConfig: z.object({ defaults: z.object({ unit: z.string().min(1) }) }),
  targets: z.array(z.object({ expr: z.string().min(1), legendFormat: z.string().min(1) })).min(1),
});
const dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  schemaVersion: z.int(),
  panels: z.array(panel).min(4),
});

it.each(rules)('%s asks only for what our programs export', async (file) => {
  const known = await askable();
  const asked = namesIn(read(file).replace(/^ *#.*$/gm, ''));
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter((name) => !known.has(name))).toEqual([]);
});

describe.each(dashboards)('the dashboard %s', (file) => {
  const board = dashboard.parse(JSON.parse(read('grafana', file)));

  it('asks only for what our programs export', async () => {
    const known = await askable();
    const queries = board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    for (const query of queries) expect(namesIn(query), query).not.toEqual([]);
    expect(queries.flatMap(namesIn).filter((name) => !known.has(name))).toEqual([]);
  });

  it('has panels that lie beside each other, each under an id of its own', () => {
    expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
    const cells = board.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)}/${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { gridPos } of board.panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });
});

it('the collector on AWS and its alarms ask only for what our programs export', async () => {
  const modules = path.join(checkoutDir, 'infra', 'terraform');
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.tf'),
  );
  const asked = files.flatMap((file) => namesIn(readFileSync(path.join(modules, file), 'utf8')));
  const known = await askable();
  // `sluice_` alone is the beginning that the collector keeps.
  const unknown = asked.filter((name) => name !== 'sluice_' && !known.has(name));
  expect(asked.length).toBeGreaterThan(3);
  expect(unknown).toEqual([]);
});

it('every metric that we export is looked at by a dashboard or a rule', async () => {
  const texts = [...rules.map((file) => read(file)), ...dashboards.map((file) => read('grafana', file))].join(
    '\n',
  );
  const unseen = (await everyMetric().list()).map(({ name }) => name).filter((name) => !texts.includes(name));
  expect(unseen).toEqual([]);
});

describe.each(alerts)('the alert %s', (name) => {
  it('leads to a section of the runbook that says what it means, where to look and what to do', () => {
    expect(alertsText).toContain(`runbook_url: docs/operations.md#${name.toLowerCase()}\n`);
    const manual = readFileSync(path.join(checkoutDir, 'docs', 'operations.md'), 'utf8');
    const section = manual.split(/^#{2,3} /m).find((text) => text.startsWith(`${name}\n`)) ?? '';
    for (const part of ['Means', 'Look', 'Do'])
      expect(section).toMatch(new RegExp(`^- \\*\\*${part}\\*\\* .{20}`, 'm'));
  });

  it('is seen silent and firing by the tests of the rules', () => {
    const tests = read('prometheus', 'alerts.test.yml')
      .split('- eval_time')
      .filter((text) => text.includes(`alertname: ${name}\n`));
    expect(tests.some((text) => text.includes('exp_alerts: []'))).toBe(true);
    expect(tests.some((text) => text.includes('exp_labels:'))).toBe(true);
  });
});
