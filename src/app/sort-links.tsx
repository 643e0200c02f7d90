import Link from 'next/link';
import { type CatalogSort, catalogSorts } from '#lib/domain/catalog-sort.ts';
import { catalogAddress } from './catalog-address.ts';

const names: Readonly<Record<CatalogSort, string>> = {
  relevance: 'Best match',
  newest: 'Newest',
  viewed: 'Most viewed',
  longest: 'Longest',
  oldest: 'Oldest',
};

/** The orders of the list, each an address. */
export function SortLinks({ q, sort }: { readonly q: string; readonly sort: CatalogSort }) {
  const offered = catalogSorts.filter((one) => q || one !== 'relevance');
  return (
    <nav aria-label="Order" className="-mx-1 flex flex-wrap gap-1">
      {offered.map((one) => (
        <Link
          key={one}
          href={catalogAddress({ q, sort: one, after: null })}
          aria-current={one === sort ? 'page' : undefined}
          className="button button-small button-plain aria-[current]:bg-accent-wash aria-[current]:text-ink"
        >
          {names[one]}
        </Link>
      ))}
    </nav>
  );
}
