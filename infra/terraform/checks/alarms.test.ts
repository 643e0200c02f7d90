import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { checkoutDir } from '../../local/checkout.ts';
import { readState } from './state.ts';

const state = readState(inject('stateFile'));
const alarms = state.filter(({ type }) => type === 'aws_cloudwatch_metric_alarm');
const isScaling = (name: string) => name.includes('-scaling-');
const nameOf = (alarm: (typeof alarms)[number]) => String(alarm.values.alarm_name);

it('the runbook has a row for each alarm that somebody is told of', () => {
  const page = readFileSync(path.join(checkoutDir, 'docs', 'operations.md'), 'utf8');
  const kinds = alarms
    .map(nameOf)
    .filter((name) => !isScaling(name))
    // One row for all topics, and for all brokers.
    .map((name) =>
      name
        .replace(/^sluice-prod-/, '')
        .replace(/^(kafka-lag|kafka-disk)-.*/, (_, kind: string) => `${kind}-<`),
    );
  expect(kinds.filter((kind) => !page.includes(`| \`${kind}`))).toEqual([]);
  expect(new Set(kinds).size).toBeGreaterThanOrEqual(15);
});

it('every alarm tells somebody, or scales something', () => {
  const arnsOf = (wanted: string) =>
    state.filter(({ type }) => type === wanted).map(({ values }) => [values.arn]);
  const [topics, policies] = [arnsOf('aws_sns_topic'), arnsOf('aws_appautoscaling_policy')];
  for (const alarm of alarms) {
    const name = nameOf(alarm);
    expect(isScaling(name) ? policies : topics, name).toContainEqual(alarm.values.alarm_actions);
  }
});
