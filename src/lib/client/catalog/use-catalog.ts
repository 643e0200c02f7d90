'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useEffect } from 'react';
import { CATALOG_PAGE, type CatalogSort } from '#lib/domain/catalog-sort.ts';
import type { AppRouter } from '#server/api/root.ts';
import { problemOf } from '../problem.ts';
import { useTRPC } from '../trpc.ts';

export type CatalogPage = inferRouterOutputs<AppRouter>['videos']['browse'];
export type CatalogCard = CatalogPage['videos'][number];

export interface CatalogFilter {
  readonly q?: string;
  readonly sort: CatalogSort;
  readonly ownerId?: string;
}

const idsOf = (page: CatalogPage | undefined): string => page?.videos.map(({ id }) => id).join() ?? '';

/**
 * The public catalog from the page on that the server has rendered. Whoever comes back finds as much of it as they had
 * seen, unless its beginning is another by now.
 * @param after where that page begins; null at the beginning
 */
export function useCatalog(filter: CatalogFilter, initial: CatalogPage, after: string | null) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = trpc.videos.browse.infiniteQueryOptions(
    { ...filter, limit: CATALOG_PAGE },
    {
      initialCursor: after,
      getNextPageParam: (page) => page.nextCursor,
      initialData: { pages: [initial], pageParams: [after] },
      // What one reads must not move: it is read anew with the page.
      staleTime: Number.POSITIVE_INFINITY,
    },
  );
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(options);
  const [known] = data.pages;
  const isOther = idsOf(known) !== idsOf(initial);
  const { queryKey } = options;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is a new array each time, of the same filter
  useEffect(() => {
    if (isOther) queryClient.setQueryData(queryKey, { pages: [initial], pageParams: [after] });
  }, [isOther, queryClient, initial, after]);

  return {
    videos: isOther ? initial.videos : data.pages.flatMap((page) => page.videos),
    /** Where the next page begins; null at the end. */
    next: hasNextPage ? (data.pages.at(-1)?.nextCursor ?? null) : null,
    isLoading: isFetchingNextPage,
    sentence: error ? problemOf(error).sentence : null,
    more: () => void fetchNextPage(),
  };
}
