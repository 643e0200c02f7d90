import { topics } from '#lib/domain/events.ts';
import type { Database } from '../../db/client.ts';
import { systemClock } from '../../ports/clock.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import { createMetrics } from '../metrics.ts';
import { orchestratorGauges } from '../orchestrator-gauges.ts';
import { createWebMetrics } from '../web-metrics.ts';

export interface ExportedMetric {
  readonly program: 'web' | 'orchestrator';
  readonly name: string;
  readonly help: string;
  readonly type: string;
}

/** What the two programs export, from the code that does so; without stores their gauges have no value. */
export function everyMetric(stores?: { db: Database; bus: Pick<EventBus, 'lagOf'> }) {
  const away = { db: {} as Database, bus: { lagOf: () => Promise.reject(new Error('away')) } };
  const orchestrator = createMetrics();
  const groups = Object.values(topics).map((topic) => ({ group: `orchestrator.${topic}`, topic }));
  const countOpen = () => Promise.resolve(1);
  const gauges = orchestratorGauges({ ...(stores ?? away), clock: systemClock, groups, countOpen });
  for (const gauge of gauges) orchestrator.addGauge(gauge);
  const web = createWebMetrics();

  return {
    orchestrator,
    web,
    /** Every name, without the series beneath it. */
    async list(): Promise<readonly ExportedMetric[]> {
      const of = async (program: ExportedMetric['program'], from: typeof web | typeof orchestrator) =>
        (await from.describe()).map(({ name, help, type }) => ({ program, name, help, type: String(type) }));
      return [...(await of('web', web)), ...(await of('orchestrator', orchestrator))];
    },
    text: async () => `${await web.text()}\n${await orchestrator.text()}`,
  };
}
