import { Counter, Gauge, Registry } from 'prom-client';
import type { AttemptEnd } from '../transcodes/requeue.ts';
import type { Settlement } from '../webhooks/settle-delivery.ts';
import { type SweptKind, sweptKinds } from './swept-kinds.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** Figures that are read from the stores when somebody asks, by the name of their gauge. */
export interface GaugeSource {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  read(): Promise<readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[]>;
}

/** What the orchestrator counts. Each has a registry of its own, so that tests share nothing. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const swept = new Counter({
    name: 'sluice_swept_total',
    help: 'What the sweeper has mended, by kind',
    labelNames: ['kind'],
    registers,
  });
  // A kind that never happened reads 0, not nothing: an alarm on its increase works from the start.
  for (const kind of sweptKinds) swept.inc({ kind }, 0);
  const sweepFailures = new Counter({
    name: 'sluice_sweep_failures_total',
    help: 'Turns of a broom that failed; it tries again',
    labelNames: ['broom'],
    registers,
  });
  const deadLetters = new Counter({
    name: 'sluice_dead_letters_total',
    help: 'Messages moved to a dead-letter topic',
    labelNames: ['topic'],
    registers,
  });
  const attemptsEnded = new Counter({
    name: 'sluice_attempts_ended_total',
    help: 'Attempts at a task that ended badly, by cause and by what became of the task',
    labelNames: ['cause', 'outcome'],
    registers,
  });
  const deliveries = new Counter({
    name: 'sluice_webhook_attempts_total',
    help: 'Attempts to deliver a webhook, by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  return {
    countSwept: (kind: SweptKind, amount: number) => swept.inc({ kind }, amount),
    countSweepFailure: (broom: string) => sweepFailures.inc({ broom }),
    countDeadLetter: (topic: string) => deadLetters.inc({ topic }),
    countDelivery: (outcome: Settlement) => deliveries.inc({ outcome }),
    countAttemptEnd: ({ cause, outcome }: AttemptEnd) => attemptsEnded.inc({ cause, outcome }),

    /** Reads a figure at each scrape. One that can not be read is left out: a stale figure would lie. */
    addGauge({ name, help, labelNames = [], read }: GaugeSource): void {
      const gauge: Gauge = new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers,
        async collect() {
          // A gauge without labels that is reset reads 0, which is a figure; removed it reads nothing.
          if (labelNames.length === 0) gauge.remove();
          else gauge.reset();
          const figures = await read().catch(() => []);
          for (const { labels = {}, value } of figures) gauge.set(labels, value);
        },
      });
    },

    contentType: registry.contentType,
    /** Prometheus' text format. */
    text: () => registry.metrics(),
  };
}
