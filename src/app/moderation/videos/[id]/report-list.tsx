import { formatDate } from '#lib/client/format/age.ts';
import type { Review } from '#lib/client/moderation/types.ts';
import { reasonSentences } from '#lib/domain/moderation.ts';

type Report = Review['reports'][number];

const states = {
  open: { name: 'Open', look: 'text-bad' },
  accepted: { name: 'Accepted', look: 'text-good' },
  dismissed: { name: 'Dismissed', look: 'text-muted' },
} as const;

function countByReason(reports: readonly Report[]): readonly (readonly [Report['reason'], number])[] {
  const counts = new Map<Report['reason'], number>();
  for (const { reason } of reports) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** Reports grouped by their reason, with what became of each. */
export function ReportList({ reports }: { readonly reports: Review['reports'] }) {
  return (
    <section aria-labelledby="reports-title">
      <h2 id="reports-title" className="text-lg font-semibold">
        Reports
      </h2>
      {reports.length === 0 && <p className="mt-2 text-muted">Nobody has reported it.</p>}
      {countByReason(reports).map(([reason, count]) => (
        <div key={reason} className="mt-3">
          <h3 className="text-sm font-semibold">
            {reasonSentences[reason]} ({count})
          </h3>
          <ul className="mt-1 divide-y divide-line">
            {reports
              .filter((report) => report.reason === reason)
              .map((report) => (
                <li key={report.id} className="py-2 text-sm">
                  <span className={`font-semibold ${states[report.state].look}`}>
                    {states[report.state].name}
                  </span>
                  {' · '}
                  {report.reporter.name ?? 'Somebody who has left'}
                  {' · '}
                  <time dateTime={report.createdAt}>{formatDate(report.createdAt)}</time>
                  {report.note && <p className="mt-1 max-w-prose wrap-anywhere">{report.note}</p>}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
