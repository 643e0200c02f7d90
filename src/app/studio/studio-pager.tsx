import Link from 'next/link';
import { type StudioQuery, studioAddress } from '#lib/client/studio/studio-query.ts';

interface StudioPagerProps {
  readonly query: StudioQuery;
  readonly total: number;
  /** Videos of a page. */
  readonly limit: number;
}

/** How many there are, and the ways to those before and after. */
export function StudioPager({ query, total, limit }: StudioPagerProps) {
  const { skip } = query;
  const last = Math.min(skip + limit, total);
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3">
      <p className="tabular text-sm text-muted" role="status">
        {total === 0 ? 'No videos' : `${skip + 1} to ${last} of ${total}`}
      </p>
      <div className="flex gap-3">
        {skip > 0 && (
          <Link
            href={studioAddress({ ...query, skip: Math.max(0, skip - limit) })}
            className="button button-small button-quiet"
          >
            Page before
          </Link>
        )}
        {last < total && (
          <Link
            href={studioAddress({ ...query, skip: skip + limit })}
            className="button button-small button-quiet"
          >
            Next page
          </Link>
        )}
      </div>
    </nav>
  );
}
