'use client';

import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { formatBytes } from '#lib/client/format/bytes.ts';
import { useTRPC } from '#lib/client/trpc.ts';
import type { AppRouter } from '#server/api/root.ts';
import { ProgressBar } from '../_ui/progress-bar.tsx';

export type Usage = inferRouterOutputs<AppRouter>['uploads']['usage'];

interface Meter {
  readonly name: string;
  readonly used: string;
  /** Null: there is no limit. */
  readonly limit: string | null;
  readonly percent: number | null;
}

function meterOf(
  name: string,
  used: number,
  limit: number | null,
  format: (amount: number) => string,
): Meter {
  return {
    name,
    used: format(used),
    limit: limit === null ? null : format(limit),
    // A limit of nought is full from the start.
    percent: limit === null ? null : limit === 0 ? 100 : Math.min(100, Math.round((100 * used) / limit)),
  };
}

function metersOf({ used, limits }: Usage): readonly Meter[] {
  return [
    meterOf('Storage', used.totalBytes, limits.totalBytes, formatBytes),
    meterOf('Uploaded in 24 hours', used.dailyBytes, limits.dailyBytes, formatBytes),
    meterOf('Open uploads', used.openUploads, limits.openUploads, String),
  ];
}

/** What of one's storage and uploads is used, and how much there may be. */
export function StorageStrip({ initial }: { readonly initial: Usage }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.uploads.usage.queryOptions(undefined, { initialData: initial }));
  return (
    <section aria-label="Storage and quota">
      <dl className="grid gap-px overflow-hidden rounded-2xl border border-line bg-line sm:grid-cols-3">
        {metersOf(data).map(({ name, used, limit, percent }) => (
          <div key={name} className="bg-surface p-4">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="tabular mt-1 font-semibold">
              {used}
              <span className="font-normal text-muted">{limit === null ? ', no limit' : ` of ${limit}`}</span>
              {percent !== null && (
                <div className="mt-2">
                  <ProgressBar label={name} percent={percent} valueText={`${used} of ${limit}`} />
                </div>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
