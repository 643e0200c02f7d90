import { formatBytes } from '#lib/client/format/bytes.ts';
import { formatTaken } from '#lib/client/format/duration.ts';
import { formatDollars } from '#lib/client/format/money.ts';
import type { Explanation } from '#lib/client/studio/timeline.ts';

interface ExplainTotalsProps {
  readonly totals: Explanation['totals'];
  readonly sizeBytes: number;
}

/** The sums: how long, how much work, what it cost at AWS's list prices. */
export function ExplainTotals({ totals, sizeBytes }: ExplainTotalsProps) {
  const { cost } = totals;
  const figures = [
    { name: 'Source', value: formatBytes(sizeBytes) },
    {
      name: 'From the last byte to ready',
      value: totals.seconds === null ? '–' : formatTaken(totals.seconds),
    },
    { name: 'Tasks', value: String(totals.tasks) },
    { name: 'Attempts', value: String(totals.attempts) },
    {
      name: 'CPU time',
      value: formatTaken(totals.cpuSeconds),
      beside: totals.expectedCpuSeconds === null ? null : `planned ${formatTaken(totals.expectedCpuSeconds)}`,
    },
    {
      name: 'Cost, with a month of storage',
      value: cost === null ? '–' : formatDollars(cost.actual ?? cost.estimated),
      beside:
        cost === null
          ? null
          : cost.actual === null
            ? 'estimated'
            : `metered; estimated ${formatDollars(cost.estimated)}`,
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-2xl border border-line bg-line md:grid-cols-3">
      {figures.map(({ name, value, beside }) => (
        <div key={name} className="bg-surface p-4">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="tabular mt-1 text-lg font-semibold">
            {value}
            {beside && <span className="block text-sm font-normal text-muted">{beside}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
