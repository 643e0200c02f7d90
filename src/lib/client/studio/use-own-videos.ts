'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '#server/api/root.ts';
import { useLiveMine } from '../live/use-live-mine.ts';
import { useTRPC } from '../trpc.ts';
import { listInputOf, type StudioQuery } from './studio-query.ts';

export type OwnVideoPage = inferRouterOutputs<AppRouter>['studio']['list'];
export type OwnVideo = OwnVideoPage['videos'][number];

/** One page of one's own videos, kept in step with what happens to them. */
export function useOwnVideos(initial: OwnVideoPage, query: StudioQuery): OwnVideoPage {
  const trpc = useTRPC();
  useLiveMine();
  const { data } = useQuery(
    trpc.studio.list.queryOptions(listInputOf(query), {
      initialData: initial,
      placeholderData: keepPreviousData,
    }),
  );
  return data;
}
