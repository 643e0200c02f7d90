'use client';

import { formatBytes } from '#lib/client/format/bytes.ts';
import { formatDollars } from '#lib/client/format/money.ts';
import { formatSpan } from '#lib/client/format/span.ts';
import { type DayCost, useCostByDay } from '#lib/client/operations/use-operations.ts';
import { Chart } from '../../_ui/chart.tsx';
import { DataTable } from '../../_ui/data-table.tsx';
import { columnsOf } from '../../_ui/table-columns.ts';
import { Answer } from '../answer.tsx';
import { Figures } from '../figures.tsx';
import { Section } from '../section.tsx';

const DAYS = 30;
/** The axis has four steps, and each has to have a figure of its own. */
const LEAST_DRAWN_DOLLARS = 0.0004;

const column = columnsOf<DayCost>();
const columns = column.columns([
  column.accessor('day', {
    header: 'Day',
    cell: ({ getValue }) => <span className="whitespace-nowrap">{getValue()}</span>,
  }),
  column.accessor('dollars', { header: 'Cost', cell: ({ getValue }) => formatDollars(getValue()) }),
  column.accessor('onDemandCpuSeconds', {
    header: 'CPU, on demand',
    cell: ({ getValue }) => formatSpan(getValue()),
  }),
  column.accessor('spotCpuSeconds', { header: 'CPU, spot', cell: ({ getValue }) => formatSpan(getValue()) }),
  column.accessor('storedBytes', { header: 'Stored', cell: ({ getValue }) => formatBytes(getValue()) }),
  column.accessor('objects', { header: 'Objects written' }),
]);

/** What each of the last days cost, drawn and in numbers. */
export function CostView() {
  const cost = useCostByDay(DAYS);
  return (
    <Answer query={cost}>
      {(days) => {
        const total = days.reduce((sum, day) => sum + day.dollars, 0);
        const most = Math.max(...days.map((day) => day.dollars));
        return (
          <>
            <Figures
              figures={[
                { name: `Last ${DAYS} days`, value: formatDollars(total) },
                { name: 'Today', value: formatDollars(days[0]?.dollars ?? 0) },
                { name: 'A day, on average', value: formatDollars(total / DAYS) },
              ]}
            />
            {most < LEAST_DRAWN_DOLLARS ? (
              <p className="card p-4 text-muted">
                {total === 0
                  ? `Nothing was encoded or stored in the last ${DAYS} days.`
                  : 'No day cost enough to be drawn.'}
              </p>
            ) : (
              <Chart
                label="Cost by day, in dollars"
                // The newest day stands at the right.
                points={days.map(({ day, dollars: value }) => ({ at: day.slice(5), value })).toReversed()}
                format={formatDollars}
              />
            )}
            <Section title="By day">
              <DataTable caption="Cost by day" columns={columns} data={days} empty="There are no days yet." />
            </Section>
          </>
        );
      }}
    </Answer>
  );
}
