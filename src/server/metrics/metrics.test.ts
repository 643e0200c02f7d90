import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';
import { serveMetrics } from './serve-metrics.ts';
import { sweptKinds } from './swept-kinds.ts';

it('counts what was swept by kind, from nought', async () => {
  const metrics = createMetrics();
  metrics.countSwept('lost-lease', 3);
  metrics.countSwept('lost-lease', 1);
  const text = await metrics.text();
  expect(text).toContain('sluice_swept_total{kind="lost-lease"} 4');
  for (const kind of sweptKinds) expect(text).toContain(`sluice_swept_total{kind="${kind}"}`);
});

it('counts dead letters by topic and bad ends by cause and outcome', async () => {
  const metrics = createMetrics();
  metrics.countDeadLetter('video.uploads');
  metrics.countAttemptEnd({ cause: 'out-of-memory', code: 'OUT_OF_MEMORY', outcome: 'failed' });
  const text = await metrics.text();
  expect(text).toContain('sluice_dead_letters_total{topic="video.uploads"} 1');
  expect(text).toContain(
    'sluice_attempts_ended_total{cause="out-of-memory",outcome="failed",code="OUT_OF_MEMORY"} 1',
  );
});

it('reads a gauge when it is asked, and leaves out what can not be read instead of telling an old figure', async () => {
  const metrics = createMetrics();
  let value: number | null = 7;
  const read = async () => {
    if (value === null) throw new Error('away');
    return [{ value }];
  };
  const labelled = async () => (await read()).map((figure) => ({ ...figure, labels: { kind: 'probe' } }));
  metrics.addGauge({ name: 'plain', help: 'h', read });
  metrics.addGauge({ name: 'labelled', help: 'h', labelNames: ['kind'], read: labelled });
  expect(await metrics.text()).toMatch(/^plain 7$[\s\S]*^labelled\{kind="probe"\} 7$/m);
  value = null;
  expect(await metrics.text()).not.toMatch(/^(plain|labelled)\b.* \d+$/m);
});

it('serves the text on /metrics and nothing else, until it is stopped', async () => {
  const metrics = createMetrics();
  const server = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 });
  const answer = await fetch(`${server.url}/metrics`);
  expect(answer.headers.get('content-type')).toContain('text/plain');
  expect(await answer.text()).toContain('sluice_swept_total');
  expect((await fetch(`${server.url}/`)).status).toBe(404);
  await server.stop();
  await expect(fetch(`${server.url}/metrics`)).rejects.toThrow();
});
