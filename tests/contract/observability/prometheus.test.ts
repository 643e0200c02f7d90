/** Our rules and our metrics in a real Prometheus (apt: prometheus, with promtool). */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { checkoutDir } from '../../../infra/local/checkout.ts';
import { requireBinary } from '../../../infra/local/install/binaries.ts';
import { findFreePorts } from '../../../infra/local/ports.ts';
import { type MetricsServer, serveMetrics } from '../../../src/server/metrics/serve-metrics.ts';
import { everyMetric } from '../../../src/server/metrics/testing/every-metric.ts';
import { waitFor } from '../../support/wait-for.ts';

const home = path.join(checkoutDir, 'infra', 'observability', 'prometheus');
const metrics = everyMetric();
let served: readonly MetricsServer[] = [];
let server: ChildProcess;
let directory = '';
let url = '';

const promtool = (...args: string[]) =>
  promisify(execFile)(requireBinary('promtool'), args, { cwd: home, env: { NODE_ENV: 'test' } });

/** The shipped configuration, scraping every quarter of a second and at our ports. */
function writeConfig(orchestrator: string, web: string): string {
  const file = path.join(directory, 'prometheus.yml');
  const job = (name: string, target: string) =>
    `  - job_name: ${name}\n    static_configs: [{ targets: ['${target}'] }]\n`;
  writeFileSync(
    file,
    'global: { scrape_interval: 250ms, evaluation_interval: 250ms, scrape_timeout: 200ms }\n' +
      'rule_files: [recording.yml, alerts.yml]\nscrape_configs:\n' +
      job('sluice-orchestrator', orchestrator) +
      job('sluice-web', web),
  );
  return file;
}

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'sluice-prometheus-'));
  for (const file of ['recording.yml', 'alerts.yml'])
    cpSync(path.join(home, file), path.join(directory, file));
  const at = { host: '127.0.0.1', port: 0 };
  served = [await serveMetrics(metrics.orchestrator, at), await serveMetrics(metrics.web, at)];
  const [orchestrator = '', web = ''] = served.map((one) => new URL(one.url).host);
  const [port = 0] = await findFreePorts(1);
  url = `http://127.0.0.1:${port}`;
  const args = [
    `--config.file=${writeConfig(orchestrator, web)}`,
    `--storage.tsdb.path=${path.join(directory, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  server = spawn(requireBinary('prometheus'), args, { stdio: 'ignore', env: { NODE_ENV: 'test' } });
  await waitFor('Prometheus', () =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
});
afterAll(async () => {
  const gone = once(server, 'exit');
  if (server.exitCode === null && server.signalCode === null && server.kill('SIGTERM')) await gone;
  await Promise.all(served.map((one) => one.stop()));
  rmSync(directory, { recursive: true, force: true });
});

const vector = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});
async function query(expression: string) {
  const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
  return vector.parse(await answer.json()).data.result;
}

it('takes the shipped configuration with its rules', async () => {
  expect((await promtool('check', 'config', 'prometheus.yml')).stdout).toContain('SUCCESS');
});

it('every alert fires on its trouble and is silent before', async () => {
  const { stdout, stderr } = await promtool('test', 'rules', 'alerts.test.yml');
  expect(stdout + stderr).toContain('SUCCESS');
});

it('scrapes web and orchestrator, and finds each metric under the name and type that we gave it', async () => {
  metrics.orchestrator.countSwept('lost-lease', 3);
  metrics.web.countCall('videos.get', 'failed');
  await waitFor('a scrape of both', async () => {
    const [swept, calls] = [
      await query('sluice_swept_total{kind="lost-lease"}'),
      await query('sluice_procedure_calls_total'),
    ];
    return swept[0]?.value[1] === '3' && calls[0]?.value[1] === '1';
  });
  expect((await query('up')).map(({ value }) => value[1])).toEqual(['1', '1']);
  const metadata = z.object({ data: z.record(z.string(), z.array(z.object({ type: z.string() }))) });
  const { data } = metadata.parse(await (await fetch(`${url}/api/v1/metadata`)).json());
  for (const { name, type } of await metrics.list())
    expect([name, data[name]?.[0]?.type]).toEqual([name, type]);
});

it('works every rule out without an error', async () => {
  const shape = z.object({
    data: z.object({
      groups: z.array(z.object({ rules: z.array(z.object({ name: z.string(), health: z.string() })) })),
    }),
  });
  const read = async () => {
    const { data } = shape.parse(await (await fetch(`${url}/api/v1/rules`)).json());
    return data.groups.flatMap(({ rules }) => rules);
  };
  await waitFor('the first evaluation', async () =>
    (await read()).every(({ health }) => health !== 'unknown'),
  );
  const rules = await read();
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
});

it('answers every question of the dashboards', async () => {
  const shape = z.object({
    panels: z.array(z.object({ targets: z.array(z.object({ expr: z.string() })) })),
  });
  const boards = path.join(checkoutDir, 'infra', 'observability', 'grafana');
  const questions = readdirSync(boards).flatMap((file) =>
    shape
      .parse(JSON.parse(readFileSync(path.join(boards, file), 'utf8')))
      .panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  );
  expect(questions.length).toBeGreaterThan(30);
  for (const question of questions) {
    const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(question)}`);
    expect([question, answer.status, await answer.text()]).toEqual([question, 200, expect.any(String)]);
  }
});
