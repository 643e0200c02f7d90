import { type CatalogSort, catalogSorts } from '#lib/domain/catalog-sort.ts';
import { listCursorPattern } from '#lib/domain/list-cursor.ts';

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export interface CatalogAddress {
  readonly q: string;
  readonly sort: CatalogSort;
  /** Where the page begins; null at the beginning. */
  readonly after: string | null;
}

const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');

/** What an address asks for; what it says that makes no sense is passed over. */
export function readCatalogAddress(asked: SearchParams): CatalogAddress {
  const q = textOf(asked.q).trim().slice(0, 200).toWellFormed();
  const wanted = catalogSorts.find((sort) => sort === asked.sort);
  const after = textOf(asked.after);
  const isCursor = listCursorPattern.test(after) || /^\d{1,4}$/.test(after);
  return {
    q,
    sort: wanted && (q || wanted !== 'relevance') ? wanted : defaultSort(q),
    after: isCursor ? after : null,
  };
}

const defaultSort = (q: string): CatalogSort => (q ? 'relevance' : 'newest');

/** The same list has the same address. */
export function catalogAddress({ q, sort, after }: CatalogAddress): string {
  const parameters = new URLSearchParams({
    ...(q && { q }),
    ...(sort !== defaultSort(q) && { sort }),
    ...(after && { after }),
  });
  return parameters.size > 0 ? `/?${parameters}` : '/';
}
