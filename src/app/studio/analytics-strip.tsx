'use client';

import type { inferRouterOutputs } from '@trpc/server';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { formatTaken } from '#lib/client/format/duration.ts';
import type { AppRouter } from '#server/api/root.ts';
import { DataTable } from '../_ui/data-table.tsx';
import { columnsOf } from '../_ui/table-columns.ts';

type Analytics = inferRouterOutputs<AppRouter>['studio']['analytics'];
type Day = Analytics['days'][number];

/** It is large, draws by the size of its frame, and is looked at after the list. */
const Chart = dynamic(() => import('../_ui/chart.tsx').then((module) => module.Chart), {
  ssr: false,
  loading: () => <div className="card h-64 animate-pulse" />,
});

const column = columnsOf<Day>();
const columns = column.columns([
  column.accessor('day', { header: 'Day (UTC)' }),
  column.accessor('views', { header: 'Views' }),
  column.accessor('watchSeconds', {
    header: 'Watch time',
    cell: ({ getValue }) => formatTaken(getValue()),
  }),
]);

const charts: readonly { readonly label: string; readonly read: (day: Day) => number }[] = [
  { label: 'Views a day', read: ({ views }) => views },
  { label: 'Minutes watched a day', read: ({ watchSeconds }) => Math.round(watchSeconds / 60) },
];

const total = (days: readonly Day[], of: 'views' | 'watchSeconds') =>
  days.reduce((sum, day) => sum + day[of], 0);

/** What was watched of one's videos, day by day, and which of them most. */
export function AnalyticsStrip({ analytics: { days, top } }: { readonly analytics: Analytics }) {
  const views = total(days, 'views');
  const seconds = total(days, 'watchSeconds');
  return (
    <section aria-labelledby="analytics-title" className="grid gap-4">
      <h2 id="analytics-title" className="text-lg font-semibold">
        Last {days.length} days
      </h2>
      {views === 0 ? (
        <p className="text-muted">Nobody has watched a video of yours in these days.</p>
      ) : (
        <>
          <p className="tabular text-muted">
            <strong className="text-ink">{views}</strong> {views === 1 ? 'view' : 'views'},{' '}
            <strong className="text-ink">{formatTaken(seconds)}</strong> watched
          </p>
          <div className="grid gap-4 md:grid-cols-2">
            {charts.map(({ label, read }) => (
              <div key={label} className="grid gap-2">
                <h3 className="text-sm font-semibold text-muted">{label}</h3>
                <Chart
                  label={label}
                  points={days.map((day) => ({ at: day.day.slice(5), value: read(day) }))}
                  format={String}
                />
              </div>
            ))}
          </div>
          <h3 className="font-semibold">Most viewed</h3>
          <ol className="card divide-y divide-line">
            {top.map((video) => (
              <li
                key={video.id}
                className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-2.5"
              >
                <Link
                  href={`/studio/videos/${video.id}`}
                  className="min-w-0 font-semibold wrap-anywhere hover:text-accent"
                >
                  {video.title}
                </Link>
                <span className="tabular text-sm text-muted">
                  {video.views} {video.views === 1 ? 'view' : 'views'} · {formatTaken(video.watchSeconds)}
                </span>
              </li>
            ))}
          </ol>
          <details>
            <summary className="py-2 font-semibold">The numbers by day</summary>
            <DataTable
              caption="Views and watch time by day"
              columns={columns}
              data={days}
              empty="Nothing yet."
            />
          </details>
        </>
      )}
    </section>
  );
}
